package io.mypay.kit.architecture.broken.purse;

import io.mypay.kit.architecture.broken.gift.GiftEndpoint;
import io.smallrye.mutiny.Uni;

/** A use case that calls an endpoint and waits. */
public class Purses {
    private final GiftEndpoint gifts;

    public Purses(GiftEndpoint gifts) {
        this.gifts = gifts;
    }

    public String open() {
        return Uni.createFrom().item(gifts.toString()).await().indefinitely();
    }
}
