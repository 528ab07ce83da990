package io.mypay.kit.architecture.broken.gift;

import io.mypay.kit.architecture.broken.purse.Purses;

/** An endpoint that goes past its use case, in a feature that knows one that knows it. */
public class GiftEndpoint {
    private final GiftStore store;
    private final Purses purses;

    public GiftEndpoint(GiftStore store, Purses purses) {
        this.store = store;
        this.purses = purses;
    }

    @Override
    public String toString() {
        return store + " " + purses;
    }
}
