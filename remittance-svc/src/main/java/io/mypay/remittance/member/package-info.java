/**
 * Who sends and who receives.
 *
 * <p>Memberships belong to membership-svc; nothing of them is kept here. Before a remittance is
 * accepted both sides are asked about once: they must be active, and the recipient no merchant.
 */
package io.mypay.remittance.member;
