package io.mypay.settlement.merchant;

import io.mypay.kit.id.MembershipId;
import io.mypay.settlement.calendar.Period;

/** The merchants of one run from {@code first} to {@code last}, in the order of their ids. */
public record MerchantRange(RunId run, Period period, MembershipId first, MembershipId last) {}
