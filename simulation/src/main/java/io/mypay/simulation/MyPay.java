package io.mypay.simulation;

import io.mypay.simulation.bank.Bank;
import io.mypay.simulation.service.BankingSvc;
import io.mypay.simulation.service.MembershipSvc;
import io.mypay.simulation.service.MoneySvc;
import io.mypay.simulation.service.PaymentSvc;
import io.mypay.simulation.service.RemittanceSvc;
import io.mypay.simulation.service.SettlementSvc;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.World;
import java.util.List;

/** All of it, and the bank outside. */
record MyPay(
        Bank bank,
        MembershipSvc membership,
        BankingSvc banking,
        MoneySvc money,
        RemittanceSvc remittance,
        PaymentSvc payment,
        SettlementSvc settlement) {
    static MyPay in(World world) {
        var bank = new Bank(world);
        var banking = new BankingSvc(world, bank);
        var money = new MoneySvc(world, banking);
        return new MyPay(
                bank,
                new MembershipSvc(world),
                banking,
                money,
                new RemittanceSvc(world, money, banking),
                new PaymentSvc(world, money),
                new SettlementSvc(world));
    }

    List<Service> services() {
        return List.of(membership, banking, money, remittance, payment, settlement);
    }
}
