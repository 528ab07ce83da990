package io.mypay.kit.auth;

/** What a token lets its bearer do; the names are those in the token's {@code groups}. */
public enum Role {
    MEMBER,
    MERCHANT,
    /** Operations, settlement and commission. */
    STAFF,
    /** Customer support. */
    CX,
    /** Test environments only. */
    QA,
    /** The six services themselves, and partners' servers. */
    SERVICE
}
