/**
 * The memberships of MyPay: people, merchants and corporations. Signing up writes the membership,
 * its login, the answer to the request and the event about it in one transaction; reading goes to
 * the reader. Withdrawing is a saga of two steps: money closes the accounts, then the membership
 * ends.
 */
package io.mypay.membership.member;
