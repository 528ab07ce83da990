package io.mypay.stack.command;

import io.mypay.stack.Service;
import io.mypay.stack.Stack;
import java.util.stream.Collectors;

/** What a person needs to know of a stack that is up: where it listens, who to be, what to type. */
record Banner(Stack stack, Logins logins) {

    String text() {
        return """

        Endpoints (gRPC with reflection, and HTTP: /q/health, /q/metrics)
        %s
          %-15s http://localhost:%d
          %-15s localhost:%d
          %-15s %s

        Logins
        %s
        %s
        %s

        Call it
          ./mypay call mypay.money.v1.MoneyService/GetMemberMoney '{"membership_id":"%s"}' --as member

        Or with grpcurl
          TOKEN=$(grpcurl -plaintext -d '{"email":"%s","password":"%s"}' localhost:%d mypay.membership.v1.AuthService/Login | sed -n 's/.*"access_*[tT]oken": "\\([^"]*\\)".*/\\1/p')
          grpcurl -plaintext -H "authorization: Bearer $TOKEN" -d '{"membership_id":"%s"}' localhost:%d mypay.money.v1.MoneyService/GetMemberMoney

        Logs: ./mypay logs <service> · state: ./mypay status · stop: ./mypay down
        """
                .formatted(
                        services(),
                        Service.BANK.name(),
                        stack.port(Service.BANK.name()),
                        "PostgreSQL",
                        stack.port("postgres"),
                        "Kafka",
                        stack.kafkaBootstrapServers(),
                        line("member", logins.member()),
                        line("merchant", logins.merchant()),
                        line("staff", logins.staff()),
                        logins.member().membershipId(),
                        logins.member().login(),
                        logins.member().password(),
                        stack.port("membership"),
                        logins.member().membershipId(),
                        stack.port("money"));
    }

    private String services() {
        return Service.MYPAY.stream()
                .map(service ->
                        "  %-15s localhost:%d"
                                .formatted(service.name(), stack.port(service.name())))
                .collect(Collectors.joining("\n"));
    }

    private static String line(String role, Logins.Login login) {
        return "  %-10s %-28s %s  %s"
                .formatted(role, login.login(), login.password(), login.membershipId())
                .stripTrailing();
    }
}
