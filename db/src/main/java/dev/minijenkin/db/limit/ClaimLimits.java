package dev.minijenkin.db.limit;

import static dev.minijenkin.db.schema.Tables.CLAIM_LIMITS;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements over `claim_limits`. What begins within them is decided by the claim.
public final class ClaimLimits {
    private ClaimLimits() {}

    /// Limits the jobs of a repository, whether there was a limit or not. What is under way goes
    /// on.
    public static void set(Tx tx, RepositoryId repository, int most) {
        put(tx, repository.value(), null, most);
    }

    /// Limits the jobs whose runs-on asks for a label; case does not matter.
    public static void set(Tx tx, String label, int most) {
        put(tx, null, folded(label), most);
    }

    private static void put(Tx tx, @Nullable Long repository, @Nullable String label, int most) {
        // The row stays the same: those that count wait for its lock.
        tx.sql()
                .execute(
                        """
                        insert into claim_limits (repository_id, label, most) values (?, ?, ?)
                        on conflict (repository_id, label) do update
                        set most = excluded.most, set_by = session_user, set_at = now()
                        """,
                        repository,
                        label,
                        most);
        wake(tx);
    }

    /// Whether there was one.
    public static boolean remove(Tx tx, RepositoryId repository) {
        wake(tx);
        return tx.sql()
                        .deleteFrom(CLAIM_LIMITS)
                        .where(CLAIM_LIMITS.REPOSITORY_ID.eq(repository.value()))
                        .execute()
                > 0;
    }

    /// Whether there was one.
    public static boolean remove(Tx tx, String label) {
        wake(tx);
        return tx.sql()
                        .deleteFrom(CLAIM_LIMITS)
                        .where(CLAIM_LIMITS.LABEL.eq(folded(label)))
                        .execute()
                > 0;
    }

    /// All, with what of them is taken: those of repositories first.
    public static List<ClaimLimit> all(Tx tx) {
        return tx.sql()
                .fetch("select * from claim_limits_seen order by repository nulls last, label")
                .map(ClaimLimits::limit);
    }

    /// There may be room now for what waits.
    private static void wake(Tx tx) {
        tx.sql()
                .fetch("select distinct label_set_id from queue")
                .forEach(row -> tx.hint(Topic.QUEUE, row.get("label_set_id", Integer.class)));
    }

    private static ClaimLimit limit(Record row) {
        return new ClaimLimit(
                row.get("repository", String.class),
                row.get("label", String.class),
                row.get("most", Integer.class),
                row.get("taken", Long.class),
                row.get("set_by", String.class),
                row.get("set_at", OffsetDateTime.class).toInstant());
    }

    private static String folded(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }
}
