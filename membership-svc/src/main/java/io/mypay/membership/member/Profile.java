package io.mypay.membership.member;

import io.mypay.membership.login.Email;

/** What a membership says about itself. */
public record Profile(Kind kind, Name name, Email email, Address address) {}
