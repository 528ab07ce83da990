package io.mypay.membership.login;

import io.mypay.membership.token.Holder;
import io.mypay.membership.token.HolderRole;
import java.util.UUID;

/** Somebody who may log in: a membership by its id, or the staff. */
public record Login(UUID subject, Email email, PasswordHash password, HolderRole role) {
    Holder holder() {
        return new Holder(subject, role);
    }
}
