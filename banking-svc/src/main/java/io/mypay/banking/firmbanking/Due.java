package io.mypay.banking.firmbanking;

import io.mypay.banking.bank.BankCode;

/**
 * A firmbanking that something is to be done about.
 *
 * @param state in which it was found
 */
record Due(FirmbankingId id, BankCode bank, Firmbanking.State state) {
    static Due of(Firmbanking firmbanking) {
        var command = firmbanking.command();
        return new Due(command.id(), command.bank(), firmbanking.state());
    }
}
