package io.mypay.banking.firmbanking;

/** Why a command failed, where the reason is not the bank's own. */
public enum FailureReason {
    /** The contract ended before the command was sent. */
    BANK_CONTRACT_NOT_VALID,
    /** The bank could not be commanded within the time there was. */
    BANK_UNAVAILABLE,
    /** The bank did not understand the command. */
    REJECTED_BY_BANK,
    /** The bank never heard of the command, and its window is over. */
    NOT_RECEIVED_BY_BANK
}
