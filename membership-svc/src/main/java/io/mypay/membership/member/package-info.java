/**
 * The memberships of MyPay: people, merchants and corporations. Signing up writes the membership,
 * its login, the answer to the request and the event about it in one transaction; reading goes to
 * the reader.
 */
package io.mypay.membership.member;
