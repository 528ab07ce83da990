package io.mypay.kit.refusal;

import java.time.Duration;

/** The refusals every service has in common. */
public sealed interface Common extends Refusal {
    /** The request_id was used before, for a request with other content. */
    record RequestIdReused() implements Common {}

    /** The first call with this request_id is still being worked. */
    record RequestInProgress() implements Common {}

    /** A field of the request cannot be understood or accepted. */
    record InvalidField(String field, String description) implements Common {}

    /** A page token that this service did not give, or not for this list. */
    record PageTokenInvalid() implements Common {}

    /** The thing belongs to another member. */
    record NotYours() implements Common {}

    /** None of the caller's roles may do this. */
    record RoleMissing() implements Common {}

    /** The caller did not prove who it is. */
    record Unauthenticated(Proof proof) implements Common {}

    /** What is wrong with the token that came. */
    enum Proof {
        MISSING,
        EXPIRED,
        INVALID
    }

    record NotFound(String resource, String id) implements Common {}

    /** More work than is accepted at once; nothing was done. */
    record Overloaded(Duration retryAfter) implements Common {}

    /** The database does not answer; nothing was done. */
    record StorageUnavailable() implements Common {}

    /** Another service does not answer, or answers nonsense. */
    record NeighbourUnavailable(String neighbour) implements Common {}

    /** This process has been asked to end; nothing was done. */
    record Leaving() implements Common {}

    /** There was not enough time left to finish. */
    record DeadlineExceeded() implements Common {}
}
