package dev.minijenkin.db.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.Sealed;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The keys to which values are sealed, and the secrets of hooks as what is sealed to them.
class EncryptionKeysTest {
    private static final KeyPair FIRST = KeyPair.generate(KeyPurpose.SERVER);
    private static final KeyPair SECOND = KeyPair.generate(KeyPurpose.SERVER);
    private static final KeyPair OF_RUNNERS = KeyPair.generate(KeyPurpose.RUNNER);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void withoutOneNothingIsSealedAndAPersonIsToldHowToMakeOne() {
        assertThat(inUse(KeyPurpose.SERVER)).isEmpty();
        assertThatThrownBy(() ->
                        database.runInTransaction(tx -> HookSecrets.seal(tx, "shop", "s3cret")))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("mini-jenkin keys create");
    }

    @Test
    void ofEachPurposeOneIsInUseAndTheOneBeforeIsRetired() {
        take(FIRST);
        take(OF_RUNNERS);
        take(SECOND);

        assertThat(inUse(KeyPurpose.SERVER)).isEqualTo(SECOND.fingerprint());
        assertThat(inUse(KeyPurpose.RUNNER)).isEqualTo(OF_RUNNERS.fingerprint());
        List<KnownKey> known = database.statement(EncryptionKeys::all);
        assertThat(known)
                .extracting(key -> key.fingerprint() + " " + (key.retiredAt() == null))
                .containsExactlyInAnyOrder(
                        FIRST.fingerprint() + " false",
                        SECOND.fingerprint() + " true",
                        OF_RUNNERS.fingerprint() + " true");
    }

    /// One that was retired, because it became known, comes back under no circumstances.
    @Test
    void aKeyThatIsKnownIsNotTakenAgain() {
        take(FIRST);
        take(SECOND);

        assertThatThrownBy(() -> take(FIRST)).isInstanceOf(DatabaseException.class);
        assertThat(inUse(KeyPurpose.SERVER)).as("nothing changed").isEqualTo(SECOND.fingerprint());
    }

    @Test
    void whileSomethingIsBeingSealedTheKeyStaysInUse() {
        take(FIRST);
        try (OpenTransaction<?> sealing =
                OpenTransaction.begin(
                        database, tx -> EncryptionKeys.lockInUse(tx, KeyPurpose.SERVER))) {
            assertThat(sealing.value()).isNotNull();

            assertThatThrownBy(() ->
                            database.runInTransaction(tx -> {
                                tx.sql().execute("set local lock_timeout = '50ms'");
                                EncryptionKeys.take(tx, SECOND.publicHalf());
                            }))
                    .isInstanceOf(DatabaseException.class);
        }
        take(SECOND);
        assertThat(inUse(KeyPurpose.SERVER)).isEqualTo(SECOND.fingerprint());
    }

    @Test
    void whatIsSealedToARetiredKeyIsCountedAndNamedUntilItIsSealedAnew() {
        take(FIRST);
        Sealed sealed = database.transaction(tx -> HookSecrets.seal(tx, "shop", "s3cret"));
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        database.run(tx -> HookSecrets.replaceSeal(tx, shop, sealed));
        assertThat(outdated()).isEmpty();
        take(SECOND);

        assertThat(outdated()).extracting(HookSecrets.Hook::name).containsExactly("shop");
        assertThat(sealedTo(FIRST)).isEqualTo(1);
        Sealed anew = database.transaction(tx -> HookSecrets.seal(tx, "shop", "s3cret"));
        database.run(tx -> HookSecrets.replaceSeal(tx, shop, anew));

        assertThat(outdated()).isEmpty();
        assertThat(sealedTo(FIRST)).isZero();
        assertThat(sealedTo(SECOND)).isEqualTo(1);
        assertThat(
                        database.statement(
                                        tx -> HookSecrets.find(tx, "shop").orElseThrow().secret())
                                .key())
                .isEqualTo(SECOND.fingerprint());
    }

    private void take(KeyPair pair) {
        database.runInTransaction(tx -> EncryptionKeys.take(tx, pair.publicHalf()));
    }

    private String inUse(KeyPurpose purpose) {
        return database.statement(
                tx -> EncryptionKeys.inUse(tx, purpose).map(key -> key.fingerprint()).orElse(""));
    }

    private List<HookSecrets.Hook> outdated() {
        return database.statement(HookSecrets::outdated);
    }

    private long sealedTo(KeyPair pair) {
        return database.statement(EncryptionKeys::all).stream()
                .filter(key -> key.fingerprint().equals(pair.fingerprint()))
                .findFirst()
                .orElseThrow()
                .values();
    }
}
