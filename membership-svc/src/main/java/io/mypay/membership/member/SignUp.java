package io.mypay.membership.member;

import io.mypay.membership.login.Password;

/** Somebody who wants a membership. */
public record SignUp(Profile profile, Password password) {}
