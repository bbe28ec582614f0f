package dev.minijenkin.db.hook;

import static dev.minijenkin.db.schema.Tables.AWAY_REMOTES;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.Optional;

/// Statements over `away_remotes`: a circuit breaker for git hosts and repositories. One that does
/// not answer is tried by one delivery at a time, after pauses of 1, 2, 4 … 300 seconds, and what
/// comes of that try counts for all deliveries that wait for it.
public final class AwayRemotes {
    /// A try that fails while the remote is known to be away already, by a delivery that was not
    /// taken to find that out, says nothing new.
    private static final String FAILED =
            """
            insert into away_remotes (remote, reason, next_try_at)
            select case when ? and host <> '' then 'host:' || host else 'repository:' || id end, ?,
                now() + make_interval(secs => 0.75 + random() / 2)
            from repositories where id = ?
            on conflict (remote) do update
            set reason = excluded.reason, tries = away_remotes.tries + 1,
                next_try_at = now() + make_interval(
                    secs => least(300, 2 ^ least(away_remotes.tries, 20)) * (0.75 + random() / 2))
            where ?
            """;

    private static final String OF =
            "remote in (select unnest(array['repository:' || id, 'host:' || host]) from repositories where id = ?)";

    private static final String CLAIM =
            "update away_remotes set next_try_at = now() + make_interval(secs => ?) where "
                    + OF
                    + " and not exists (select from away_remotes where next_try_at > now() and "
                    + OF
                    + ")";

    private AwayRemotes() {}

    /// A repository did not answer.
    ///
    /// @param withHost whether it is its host that does not
    /// @param probe whether the delivery was taken to find that out
    public static void failed(
            Tx tx, RepositoryId repository, boolean withHost, String reason, boolean probe) {
        tx.sql().execute(FAILED, withHost, PostgresText.text(reason), repository.value(), probe);
        if (probe && !withHost) {
            // The host itself answered.
            tx.sql()
                    .execute(
                            "delete from away_remotes where remote = (select 'host:' || host from repositories where id = ?)",
                            repository.value());
        }
    }

    /// A repository answered, and so did its host; or somebody wants them to be tried at once.
    public static void answered(Tx tx, RepositoryId repository) {
        int back = tx.sql().deleteFrom(AWAY_REMOTES).where(OF, repository.value()).execute();
        if (back > 0) {
            tx.hint(Topic.DELIVERY, 0);
        }
    }

    /// The delivery that was to find out did not need the repository: the next one may.
    public static void foundNothingOut(Tx tx, RepositoryId repository) {
        tx.sql()
                .execute(
                        "update away_remotes set next_try_at = now() where " + OF,
                        repository.value());
        tx.hint(Topic.DELIVERY, 0);
    }

    /// Whether a repository may be asked for something by a delivery of another: yes where it is
    /// not away; where it is, once it is to be tried again, and then nobody else for `lease`.
    ///
    /// @return empty where it may; otherwise why it is away
    public static Optional<String> refusal(Tx tx, RepositoryId repository, Duration lease) {
        int claimed =
                tx.sql()
                        .execute(
                                CLAIM,
                                lease.toMillis() / 1000.0,
                                repository.value(),
                                repository.value());
        if (claimed > 0) {
            return Optional.empty();
        }
        return tx.sql()
                .select(AWAY_REMOTES.REASON)
                .from(AWAY_REMOTES)
                .where(OF, repository.value())
                .limit(1)
                .fetchOptional(AWAY_REMOTES.REASON);
    }
}
