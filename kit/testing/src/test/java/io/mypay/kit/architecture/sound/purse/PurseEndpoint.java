package io.mypay.kit.architecture.sound.purse;

import io.smallrye.mutiny.Uni;

/** An endpoint: delegates. */
class PurseEndpoint {
    private final Purses purses;

    PurseEndpoint(Purses purses) {
        this.purses = purses;
    }

    Uni<Void> open(Purse purse) {
        return purses.open(purse);
    }
}
