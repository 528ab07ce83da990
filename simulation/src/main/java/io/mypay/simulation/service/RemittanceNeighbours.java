package io.mypay.simulation.service;

import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.firmbanking.Counterpart;
import io.mypay.banking.firmbanking.Direction;
import io.mypay.banking.firmbanking.Firmbanking;
import io.mypay.banking.firmbanking.FirmbankingOrder;
import io.mypay.banking.firmbanking.Purpose;
import io.mypay.money.recharge.Recharge;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.bank.FirmbankingId;
import io.mypay.remittance.bank.FirmbankingStanding;
import io.mypay.remittance.funding.RechargeAnswer;
import io.mypay.remittance.funding.RechargeId;
import io.mypay.remittance.funding.RechargeStanding;
import io.mypay.remittance.sending.Recipient;
import io.mypay.remittance.sending.Remittance;
import io.mypay.simulation.bank.Cash;
import io.mypay.simulation.world.Violation;

/** What remittance asks its neighbours, and what it makes of their answers: its clients. */
final class RemittanceNeighbours {
    private RemittanceNeighbours() {}

    static RechargeAnswer answer(MoneySvc.Answer answer) {
        return switch (answer) {
            case MoneySvc.Answer.Accepted(var id) ->
                    new RechargeAnswer.Accepted(new RechargeId(id.value()));
            case MoneySvc.Answer.Refused(var reason) ->
                    new RechargeAnswer.Refused(FailureReason.ofRecharge(reason));
        };
    }

    static RechargeStanding standing(Recharge recharge) {
        return switch (recharge) {
            case Recharge.Requested _ -> new RechargeStanding.Underway();
            case Recharge.Succeeded _ -> new RechargeStanding.Succeeded();
            case Recharge.Failed failed ->
                    new RechargeStanding.Failed(FailureReason.ofRecharge(failed.reason()));
        };
    }

    static FirmbankingOrder order(Remittance.Held held) {
        var order = held.order();
        Violation.unless(order.recipient() instanceof Recipient.Account, "held for a member");
        var account = ((Recipient.Account) order.recipient()).account();
        var number = new AccountNumber(account.number().digits());
        return new FirmbankingOrder(
                new Purpose(Purpose.Origin.REMITTANCE, order.id().value(), order.sender()),
                Direction.DEPOSIT,
                new Counterpart.Named(Cash.at(account.bank().value(), number)),
                order.charge().amount());
    }

    static FirmbankingStanding standing(BankingSvc.Answer answer) {
        return switch (answer) {
            case BankingSvc.Answer.Known(var firmbanking) -> standing(firmbanking);
            case BankingSvc.Answer.Refused(var reason) ->
                    new FirmbankingStanding.Refused(FailureReason.of(reason));
        };
    }

    static FirmbankingStanding standing(Firmbanking firmbanking) {
        var id = new FirmbankingId(firmbanking.command().id().value());
        return switch (firmbanking) {
            case Firmbanking.Requested _, Firmbanking.InFlight _ ->
                    new FirmbankingStanding.Underway(id);
            case Firmbanking.Succeeded _ -> new FirmbankingStanding.Succeeded(id);
            case Firmbanking.Failed failed ->
                    new FirmbankingStanding.Failed(id, FailureReason.of(failed.reason()));
        };
    }
}
