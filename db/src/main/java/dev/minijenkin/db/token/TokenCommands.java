package dev.minijenkin.db.token;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Topic;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Commands that come by a token: sent and taken back as its owner, by functions that look at the
/// token themselves.
public final class TokenCommands {
    private TokenCommands() {}

    /// What the sender calls a request, so that it may be sent again.
    ///
    /// @param key 1 to 200 letters
    /// @param hash SHA-256 of the request
    public record RequestKey(String key, byte[] hash) {}

    /// What came of sending.
    public sealed interface SendOutcome {
        /// It is among the commands.
        ///
        /// @param fresh false: the same request came before
        record Sent(CommandId command, boolean fresh) implements SendOutcome {}

        record Refused(Refusal why) implements SendOutcome {}
    }

    /// Why a command was not sent, or not taken back; the words of the functions.
    public enum Refusal {
        /// The token counts no more.
        TOKEN,
        /// The token, or its owner, may not.
        SCOPE,
        /// What it is about is not there, or the token is not for it.
        SUBJECT,
        /// It is wished for more than 400 days from now.
        TIME,
        /// Another request came under this key.
        KEY,
        /// It is carried out already, or being so.
        LATE
    }

    /// Sends a command as the owner of a token.
    ///
    /// @param proof of the token
    /// @param due null: at once
    /// @param key null: none
    public static SendOutcome send(
            Tx tx,
            byte[] proof,
            NewCommand command,
            @Nullable Instant due,
            @Nullable RequestKey key) {
        RunId run = command.run();
        JobId job = command.job();
        RepositoryId repository = command.repository();
        OffsetDateTime at = due == null ? null : due.atOffset(ZoneOffset.UTC);
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select command, fresh, refusal from send_command_by_token(
                                    ?, ?, ?::jsonb, ?, ?, ?, ?, ?::timestamptz, ?, ?)
                                """,
                                proof,
                                command.kind(),
                                PostgresText.json(command.arguments()),
                                PostgresText.textOrNull(command.reason()),
                                run == null ? null : run.value(),
                                job == null ? null : job.value(),
                                repository == null ? null : repository.value(),
                                at,
                                key == null ? null : key.key(),
                                key == null ? null : key.hash());
        Optional<Refusal> refusal = refusal(row);
        if (refusal.isPresent()) {
            return new SendOutcome.Refused(refusal.get());
        }
        CommandId id = new CommandId(row.get("command", Long.class));
        tx.hint(Topic.COMMAND, id.value());
        return new SendOutcome.Sent(id, row.get("fresh", Boolean.class));
    }

    /// Takes a command back as the owner of a token; empty where it is taken back.
    public static Optional<Refusal> withdraw(
            Tx tx, byte[] proof, CommandId command, @Nullable String reason) {
        Optional<Refusal> refusal =
                refusal(
                        tx.sql()
                                .fetchSingle(
                                        "select withdraw_command_by_token(?, ?, ?) as refusal",
                                        proof,
                                        command.value(),
                                        PostgresText.textOrNull(reason)));
        if (refusal.isEmpty()) {
            tx.hint(Topic.COMMAND, command.value());
        }
        return refusal;
    }

    private static Optional<Refusal> refusal(Record row) {
        String word = row.get("refusal", String.class);
        return Optional.ofNullable(word).map(known -> EnumWords.parse(Refusal.class, known));
    }
}
