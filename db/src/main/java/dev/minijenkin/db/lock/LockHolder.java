package dev.minijenkin.db.lock;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// A session that holds what another one waits for.
///
/// @param pid of its backend
/// @param login database role
/// @param application as it named itself; empty: it did not
/// @param since when its transaction is open; null: only a member of `pg_read_all_stats` may see
///   that
public record LockHolder(
        int pid, String login, String application, @Nullable OffsetDateTime since) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /// As the end of a sentence for a person: "session 4711 of ana (psql), whose transaction is
    /// open since 2026-03-01 10:00:00 UTC".
    public String shown() {
        String who = "session %d of %s".formatted(pid, login);
        String what = application.isEmpty() ? who : "%s (%s)".formatted(who, application);
        OffsetDateTime open = since;
        return open == null
                ? what
                : "%s, whose transaction is open since %s UTC"
                        .formatted(what, TIME.format(open.withOffsetSameInstant(ZoneOffset.UTC)));
    }
}
