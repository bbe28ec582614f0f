package dev.minijenkin.db.secret;

import static dev.minijenkin.db.schema.Tables.ENCRYPTION_KEYS;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.SealingKey;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Statements over `encryption_keys`.
public final class EncryptionKeys {
    private EncryptionKeys() {}

    /// What is sealed from now on is sealed to this.
    ///
    /// @throws dev.minijenkin.db.seal.SealException where it cannot be read
    public static Optional<SealingKey> inUse(Tx tx, KeyPurpose purpose) {
        return tx.sql()
                .select(ENCRYPTION_KEYS.PUBLIC_KEYSET)
                .from(ENCRYPTION_KEYS)
                .where(ENCRYPTION_KEYS.PURPOSE.eq(purpose.word()))
                .and(ENCRYPTION_KEYS.RETIRED_AT.isNull())
                .fetchOptional(row -> SealingKey.of(purpose, row.value1()));
    }

    /// The same; it stays in use until the transaction ends. For administrators.
    ///
    /// @throws dev.minijenkin.db.seal.SealException where it cannot be read
    public static Optional<SealingKey> lockInUse(Tx tx, KeyPurpose purpose) {
        return tx.sql()
                .select(ENCRYPTION_KEYS.PUBLIC_KEYSET)
                .from(ENCRYPTION_KEYS)
                .where(ENCRYPTION_KEYS.PURPOSE.eq(purpose.word()))
                .and(ENCRYPTION_KEYS.RETIRED_AT.isNull())
                .forShare()
                .fetchOptional(row -> SealingKey.of(purpose, row.value1()));
    }

    public static boolean isAnyInUse(Tx tx, KeyPurpose purpose) {
        return tx.sql()
                .fetchExists(
                        ENCRYPTION_KEYS,
                        ENCRYPTION_KEYS
                                .PURPOSE
                                .eq(purpose.word())
                                .and(ENCRYPTION_KEYS.RETIRED_AT.isNull()));
    }

    /// Takes a public half into use in the place of the one before. In a transaction.
    public static void take(Tx tx, SealingKey key) {
        tx.sql()
                .update(ENCRYPTION_KEYS)
                .set(ENCRYPTION_KEYS.RETIRED_AT, currentOffsetDateTime())
                .where(ENCRYPTION_KEYS.PURPOSE.eq(key.purpose().word()))
                .and(ENCRYPTION_KEYS.RETIRED_AT.isNull())
                .execute();
        tx.sql()
                .insertInto(ENCRYPTION_KEYS)
                .set(ENCRYPTION_KEYS.FINGERPRINT, key.fingerprint())
                .set(ENCRYPTION_KEYS.PURPOSE, key.purpose().word())
                .set(ENCRYPTION_KEYS.PUBLIC_KEYSET, key.keyset())
                .execute();
    }

    /// All, by purpose, the newest first.
    public static List<KnownKey> all(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select k.fingerprint, k.purpose, k.created_by, k.created_at, k.retired_at,
                            (select count(*) from secrets s where s.sealed_to = k.fingerprint)
                                + (select count(*) from repositories r where r.hook_sealed_to = k.fingerprint)
                                + (select count(*) from outbox_targets t where t.sealed_to = k.fingerprint) as sealed
                        from encryption_keys k
                        order by k.purpose, k.created_at desc, k.fingerprint
                        """)
                .map(row ->
                        new KnownKey(
                                row.get("fingerprint", String.class),
                                EnumWords.parse(KeyPurpose.class, row.get("purpose", String.class)),
                                row.get("created_by", String.class),
                                row.get("created_at", OffsetDateTime.class),
                                row.get("retired_at", OffsetDateTime.class),
                                row.get("sealed", Long.class)));
    }
}
