package io.mypay.e2e;

import io.mypay.type.v1.BankAccount;

/**
 * Someone who uses MyPay.
 *
 * @param name as in the tables the journeys print
 * @param membershipId empty for staff, who have no membership
 * @param login the email
 * @param bankAccount the account at an outside bank; without digits for staff
 * @param calls the services with this person's token
 */
public record Actor(
        String name,
        String membershipId,
        String login,
        String password,
        BankAccount bankAccount,
        MyPay calls) {}
