/**
 * Who takes part in MyPay ({@code member}), who logs in ({@code login}), what keeps them logged in
 * ({@code token}) and the keys their tokens are signed with ({@code key}). Here stand only what the
 * features have in common: what the service refuses and who may call what.
 */
package io.mypay.membership;
