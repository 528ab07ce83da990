package io.mypay.membership.token;

/** As what somebody logs in with a password; the names are those of roles in tokens. */
public enum HolderRole {
    MEMBER,
    MERCHANT,
    STAFF
}
