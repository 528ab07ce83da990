package io.mypay.money.ledger;

/** What a transfer is for. */
public enum Code {
    RECHARGE,
    REMITTANCE,
    REMITTANCE_FEE,
    PAYMENT,
    REFUND,
    PAYOUT,
    COMMISSION,
    FIRMBANKING_FEE,
    ADJUSTMENT
}
