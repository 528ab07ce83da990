package io.mypay.money.ledger;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Transfers and results between their messages and the language. */
final class TransferProtos {
    private static final String CODE_PREFIX = "TRANSFER_CODE_";
    private static final String OUTCOME_PREFIX = "OUTCOME_";

    private TransferProtos() {}

    /** Refuses what has fields its kind has no use for: the caller means something else. */
    static List<Transfer> transfers(PostTransfersRequest request) {
        var transfers = new ArrayList<Transfer>();
        for (int i = 0; i < request.getTransfersCount(); i++) {
            var message = request.getTransfers(i);
            transfers.add(new Reading("transfers[" + i + "]", message).transfer());
        }
        var last = request.getTransfersCount() - 1;
        if (request.getTransfers(last).getLinked()) {
            throw refused(
                    "transfers[" + last + "].linked",
                    "must be false: nothing follows that it joins");
        }
        return transfers;
    }

    static TransferResult result(Result result) {
        var message =
                TransferResult.newBuilder()
                        .setTransferId(result.id().toString())
                        .setOutcome(outcome(result.outcome()))
                        .setPostTime(Protos.proto(result.at()));
        result.first().ifPresent(first -> message.setFirstOutcome(outcome(first)));
        return message.build();
    }

    static io.mypay.money.v1.Account account(Account account) {
        return account(account.name(), account.posted(), account.held());
    }

    static io.mypay.money.v1.Account account(AccountName name, Money posted, Money held) {
        return io.mypay.money.v1.Account.newBuilder()
                .setName(name.value())
                .setPosted(Protos.proto(posted))
                .setHeld(Protos.proto(held))
                .build();
    }

    // The names are the same but for the prefix; a test goes through all of them.
    static TransferResult.Outcome outcome(Outcome outcome) {
        return TransferResult.Outcome.valueOf(OUTCOME_PREFIX + outcome.name());
    }

    static Code code(TransferCode code) {
        return Code.valueOf(code.name().substring(CODE_PREFIX.length()));
    }

    /** One transfer of a request, with its path for what is wrong about it. */
    private record Reading(String path, io.mypay.money.v1.Transfer message) {

        Transfer transfer() {
            return switch (message.getKind()) {
                case TRANSFER_KIND_SINGLE -> single();
                case TRANSFER_KIND_HOLD -> hold();
                case TRANSFER_KIND_CAPTURE -> capture();
                case TRANSFER_KIND_RELEASE -> release();
                case TRANSFER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                        throw refused(path + ".kind", "must be a kind of transfer");
            };
        }

        private Transfer single() {
            absent("hold_id", message.getHoldId().isEmpty());
            absent("timeout_seconds", message.getTimeoutSeconds() == 0);
            return new Transfer.Single(
                    id(), from(), to(), amount(), purpose(), message.getLinked());
        }

        private Transfer hold() {
            absent("hold_id", message.getHoldId().isEmpty());
            var seconds = message.getTimeoutSeconds();
            var timeout =
                    seconds == 0
                            ? Optional.<Duration>empty()
                            : Optional.of(Duration.ofSeconds(seconds));
            return new Transfer.Hold(
                    id(), from(), to(), amount(), timeout, purpose(), message.getLinked());
        }

        private Transfer capture() {
            absent("from_account", message.getFromAccount().isEmpty());
            absent("timeout_seconds", message.getTimeoutSeconds() == 0);
            var to =
                    message.getToAccount().isEmpty()
                            ? Optional.<AccountName>empty()
                            : Optional.of(to());
            return new Transfer.Capture(
                    id(), holdId(), to, amount(), purpose(), message.getLinked());
        }

        private Transfer release() {
            absent("from_account", message.getFromAccount().isEmpty());
            absent("to_account", message.getToAccount().isEmpty());
            absent("amount", !message.hasAmount());
            absent("timeout_seconds", message.getTimeoutSeconds() == 0);
            return new Transfer.Release(id(), holdId(), purpose(), message.getLinked());
        }

        private TransferId id() {
            return id("transfer_id", message.getTransferId());
        }

        private TransferId holdId() {
            return id("hold_id", message.getHoldId());
        }

        private TransferId id(String field, String text) {
            try {
                return new TransferId(Uuid7.parse(path + "." + field, text));
            } catch (IllegalArgumentException _) {
                throw refused(path + "." + field, "must be a UUIDv7");
            }
        }

        private AccountName from() {
            return name("from_account", message.getFromAccount());
        }

        private AccountName to() {
            return name("to_account", message.getToAccount());
        }

        private AccountName name(String field, String text) {
            if (text.isEmpty()) {
                throw refused(path + "." + field, "must name an account");
            }
            return new AccountName(storable(field, text));
        }

        private Money amount() {
            if (!message.hasAmount()) {
                throw refused(path + ".amount", "must be given");
            }
            return Protos.money(path + ".amount", message.getAmount());
        }

        private Purpose purpose() {
            var reference = storable("reference", message.getReference());
            return new Purpose(code(message.getCode()), reference);
        }

        // The one character that no text in PostgreSQL has.
        private String storable(String field, String text) {
            if (text.indexOf('\0') >= 0) {
                throw refused(path + "." + field, "must not contain U+0000");
            }
            return text;
        }

        private void absent(String field, boolean isAbsent) {
            if (!isAbsent) {
                throw refused(path + "." + field, "has no meaning for this kind of transfer");
            }
        }
    }

    private static Refused refused(String field, String description) {
        return new Refused(new Common.InvalidField(field, description));
    }
}
