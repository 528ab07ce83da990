package io.mypay.kit.queuelog;

/** The one consumer that a replayed message is for; all others of its topic leave it alone. */
public final class Addressee {
    /** A header that names the consumer, such as {@code money.firmbankings}. */
    public static final String HEADER = "mypay_addressee";

    private Addressee() {}
}
