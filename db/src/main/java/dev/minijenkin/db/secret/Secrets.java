package dev.minijenkin.db.secret;

import static dev.minijenkin.db.schema.Tables.SECRETS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.upper;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Result;

/// Statements over `secrets`.
public final class Secrets {
    private Secrets() {}

    /// Seals a value to the key of the runners, and sets it, whether it was there or not: the value
    /// itself does not leave this process. In a transaction.
    ///
    /// @return false where the runners have no key yet
    public static boolean seal(Tx tx, Reach reach, ValueName name, String value) {
        Optional<SealingKey> key = EncryptionKeys.lockInUse(tx, KeyPurpose.RUNNER);
        key.ifPresent(of -> put(tx, SealedSecret.of(of, name, reach, value)));
        return key.isPresent();
    }

    /// Sets it, whether it was there or not. In a transaction.
    public static void put(Tx tx, SealedSecret secret) {
        // No upsert: what that takes from the refused row must be readable, and this is for nobody.
        if (!update(tx, secret) && !insert(tx, secret)) {
            update(tx, secret);
        }
    }

    private static boolean update(Tx tx, SealedSecret secret) {
        return tx.sql()
                        .update(SECRETS)
                        .set(SECRETS.NAME, secret.name().text())
                        .set(SECRETS.SEALED_TO, secret.sealed().key())
                        .set(SECRETS.CIPHERTEXT, secret.sealed().ciphertext())
                        .set(SECRETS.UPDATED_BY, field("session_user", String.class))
                        .set(SECRETS.UPDATED_AT, currentOffsetDateTime())
                        .where(is(secret.reach(), secret.name()))
                        .execute()
                > 0;
    }

    private static boolean insert(Tx tx, SealedSecret secret) {
        return tx.sql()
                        .insertInto(SECRETS)
                        .set(SECRETS.REPOSITORY_ID, secret.reach().repositoryValue())
                        .set(SECRETS.ENVIRONMENT_ID, secret.reach().environmentValue())
                        .set(SECRETS.NAME, secret.name().text())
                        .set(SECRETS.SEALED_TO, secret.sealed().key())
                        .set(SECRETS.CIPHERTEXT, secret.sealed().ciphertext())
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    /// Whether it was there.
    public static boolean remove(Tx tx, Reach reach, ValueName name) {
        return tx.sql().deleteFrom(SECRETS).where(is(reach, name)).execute() > 0;
    }

    /// Removes all that only the jobs of a repository see.
    public static void removeAll(Tx tx, RepositoryId repository) {
        tx.sql().deleteFrom(SECRETS).where(SECRETS.REPOSITORY_ID.eq(repository.value())).execute();
    }

    private static Condition is(Reach reach, ValueName name) {
        return SECRETS.REPOSITORY_ID
                .isNotDistinctFrom(reach.repositoryValue())
                .and(SECRETS.ENVIRONMENT_ID.isNotDistinctFrom(reach.environmentValue()))
                .and(upper(SECRETS.NAME).eq(name.folded()));
    }

    /// All, those of all repositories first.
    public static List<StoredSecret> all(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select s.name, r.name as repository, e.name as environment, s.sealed_to,
                            k.retired_at is not null as outdated, s.updated_by, s.updated_at
                        from secrets s
                        join encryption_keys k on k.fingerprint = s.sealed_to
                        left join repositories r on r.id = s.repository_id
                        left join environments e on e.id = s.environment_id
                        order by r.name nulls first, e.name nulls first, upper(s.name)
                        """)
                .map(row ->
                        new StoredSecret(
                                row.get("name", String.class),
                                row.get("repository", String.class),
                                row.get("environment", String.class),
                                row.get("sealed_to", String.class),
                                row.get("outdated", Boolean.class),
                                row.get("updated_by", String.class),
                                row.get("updated_at", OffsetDateTime.class)));
    }

    /// What the job of a claim names and may have, each name once; for the role that holds the
    /// claim.
    ///
    /// @return empty where the claim is not live, or another role's
    public static Optional<List<SealedSecret>> ofClaim(Tx tx, ClaimId claim) {
        Result<Record> rows = tx.sql().fetch("select * from claimed_secrets(?)", claim.value());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        rows.stream()
                                .filter(row -> row.get("name") != null)
                                .map(Secrets::secret)
                                .toList());
    }

    /// A secret with its row, that is sealed to a key which is retired.
    public record Outdated(long row, SealedSecret secret) {}

    /// Those that are sealed to a retired key.
    public static List<Outdated> outdated(Tx tx) {
        return tx.sql()
                .fetch("select * from secrets_to_seal_anew()")
                .map(row -> new Outdated(row.get("id", Long.class), secret(row)));
    }

    /// Seals one anew; nothing else of it changes.
    public static void replaceSeal(Tx tx, long row, Sealed sealed) {
        tx.sql()
                .update(SECRETS)
                .set(SECRETS.SEALED_TO, sealed.key())
                .set(SECRETS.CIPHERTEXT, sealed.ciphertext())
                .where(SECRETS.ID.eq(row))
                .execute();
    }

    /// For the packages of `db` alone.
    ///
    /// @param row with the columns of a secret
    public static SealedSecret secret(Record row) {
        return new SealedSecret(
                new ValueName(row.get("name", String.class)),
                Reach.ofRow(
                        row.get("repository_id", Long.class),
                        row.get("environment_id", Long.class)),
                new Sealed(
                        row.get("sealed_to", String.class), row.get("ciphertext", byte[].class)));
    }
}
