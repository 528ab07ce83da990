package io.mypay.kit.operation;

import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Looks at messages, replays them, dismisses dead letters; each decision is kept and told. */
@ApplicationScoped
public class Messages {
    private static final Logger LOG = Logger.getLogger("io.mypay.operation");

    private final Database database;
    private final MessageStore messages;
    private final ReplayStore replays;

    Messages(Database database, MessageStore messages, ReplayStore replays) {
        this.database = database;
        this.messages = messages;
        this.replays = replays;
    }

    /** Newest first. */
    public Uni<MessagePage> list(MessageFilter filter, Optional<PageToken> after, PageSize size) {
        return database.read(client -> messages.list(client, filter, after, size.plusOne()))
                .map(found -> page(found, size));
    }

    public Uni<MessageHistory> get(MessageName name) {
        return database.read(client ->
                messages.named(client, name)
                        .map(found -> only(name, found))
                        .chain(message -> history(client, message)));
    }

    private Uni<MessageHistory> history(SqlClient client, LoggedMessage message) {
        return messages.decisions(client, message.key())
                .map(decisions -> new MessageHistory(message, decisions));
    }

    /** Publishes it again, or has its consumer apply it again. */
    public Uni<LoggedMessage> replay(SqlConnection tx, MessageName name, Decision decision) {
        return lock(tx, name)
                .invoke(message -> message.mustBeReplayable(decision.decidedAt()))
                .chain(message -> replay(tx, List.of(message.key()), decision))
                .chain(() -> lock(tx, name));
    }

    /** Oldest first, at most so many. */
    public Uni<Replayed> replay(
            SqlConnection tx, DeadLetters letters, int limit, Decision decision) {
        return replays.lockReadable(tx, letters, limit)
                .call(keys -> replay(tx, keys, decision))
                .chain(keys ->
                        replays.count(tx, letters).map(left -> new Replayed(keys.size(), left)));
    }

    private Uni<Void> replay(SqlConnection tx, List<MessageKey> keys, Decision decision) {
        var out = going(Direction.OUT, keys);
        var in = going(Direction.IN, keys);
        return replays.publishAgain(tx, out)
                .chain(() -> replays.sendAgain(tx, in, decision.decidedAt()))
                .chain(() -> replays.await(tx, in))
                .chain(() -> record(tx, keys, decision));
    }

    /** Ends a dead letter. */
    public Uni<LoggedMessage> dismiss(SqlConnection tx, MessageName name, Decision decision) {
        return lock(tx, name)
                .invoke(LoggedMessage::mustBeDismissible)
                .call(message -> replays.dismiss(tx, message.key(), decision.decidedAt()))
                .chain(message -> record(tx, List.of(message.key()), decision))
                .chain(() -> lock(tx, name));
    }

    private Uni<LoggedMessage> lock(SqlConnection tx, MessageName name) {
        return messages.lockNamed(tx, name).map(found -> only(name, found));
    }

    private Uni<Void> record(SqlConnection tx, List<MessageKey> keys, Decision decision) {
        return replays.record(tx, keys, decision)
                .invoke(() -> keys.forEach(key -> tell(key, decision)));
    }

    private static void tell(MessageKey key, Decision decision) {
        LOG.infof(
                "%s of message_id=%s direction=%s consumer=%s by=%s reason=%s",
                decision.action(),
                key.messageId(),
                key.direction(),
                key.consumer(),
                decision.decidedBy(),
                // On one line, whatever somebody has pasted.
                decision.reason().replaceAll("\\p{Cntrl}", " "));
    }

    private static List<MessageKey> going(Direction direction, List<MessageKey> keys) {
        return keys.stream().filter(key -> key.direction() == direction).toList();
    }

    private static LoggedMessage only(MessageName name, List<LoggedMessage> found) {
        if (found.isEmpty()) {
            throw new Refused(new Common.NotFound("message", name.messageId().toString()));
        }
        if (found.size() > 1) {
            var which =
                    found.stream()
                            .map(message -> message.key().toString())
                            .collect(Collectors.joining(", "));
            throw new Refused(
                    new Common.InvalidField("direction", "and consumer must be one of: " + which));
        }
        return found.getFirst();
    }

    private static MessagePage page(List<LoggedMessage> found, PageSize size) {
        return found.size() <= size.value()
                ? new MessagePage(found, false)
                : new MessagePage(found.subList(0, size.value()), true);
    }
}
