package io.mypay.membership.token;

import java.util.UUID;

/** Who is logged in: a membership or a member of the staff, and as what. */
public record Holder(UUID subject, HolderRole role) {}
