package dev.minijenkin.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();

    @AutoClose
    private final Database admin = Database.open(test.memberOf("mj_admin"), HintSink.NONE);

    @Test
    void anAdministratorWithTheOldKeySealsAllSecretsAnew() {
        KeyPair first = inUse(KeyPurpose.RUNNER);
        KeyPair second = KeyPair.generate(KeyPurpose.RUNNER);
        KeyPair third = KeyPair.generate(KeyPurpose.RUNNER);
        set(first, "A", "one");
        set(first, "B", "two");

        assertThat(rotation(first).to(second, false))
                .isEqualTo(new KeyRotation.Rotated(2, List.of()));
        set(second, "C", "three");
        assertThat(rotation(first, second).to(third, false).sealedAnew()).isEqualTo(3);

        assertThat(test.rows().texts("select distinct sealed_to from secrets"))
                .containsExactly(third.fingerprint());
        // Retired once more, so that they can be looked at.
        owner.runInTransaction(
                tx -> EncryptionKeys.take(tx, KeyPair.generate(KeyPurpose.RUNNER).publicHalf()));
        KeyRing keys = KeyRing.of(List.of(third));
        assertThat(owner.statement(Secrets::outdated))
                .extracting(outdated -> outdated.secret().open(keys))
                .containsExactly("one", "two", "three");
    }

    @Test
    void withoutTheOldKeyNothingChangesUnlessWhatIsLostIsGivenUp() {
        KeyPair lost = inUse(KeyPurpose.RUNNER);
        KeyPair next = KeyPair.generate(KeyPurpose.RUNNER);
        set(lost, "A", "one");

        assertThatThrownBy(() -> rotation(next).to(next, false))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining("Secret A: It is sealed to key " + lost.fingerprint());
        assertThat(fingerprintInUse(KeyPurpose.RUNNER)).isEqualTo(lost.fingerprint());

        assertThat(rotation(next).to(next, true).lost())
                .singleElement()
                .asString()
                .startsWith("Secret A: ");
        assertThat(fingerprintInUse(KeyPurpose.RUNNER)).isEqualTo(next.fingerprint());
        set(next, "A", "anew");
        assertThat(owner.statement(Secrets::outdated)).isEmpty();
    }

    @Test
    void secretsOfHooksFollowTheKeyOfTheServer() {
        KeyPair first = inUse(KeyPurpose.SERVER);
        inUse(KeyPurpose.RUNNER);
        KeyPair second = KeyPair.generate(KeyPurpose.SERVER);
        admin.runInTransaction(tx ->
                Repositories.register(
                        tx,
                        new NewRepository(
                                "Shop",
                                "/srv/shop",
                                "main",
                                HookSecrets.seal(tx, "Shop", "hook secret"),
                                false)));

        assertThat(rotation(first).to(second, false).sealedAnew()).isEqualTo(1);

        Sealed sealed = owner.statement(tx -> HookSecrets.find(tx, "shop").orElseThrow().secret());
        assertThat(HookSecrets.open(KeyRing.of(List.of(second)), "shop", sealed))
                .isEqualTo("hook secret");
        assertThatThrownBy(() -> HookSecrets.open(KeyRing.of(List.of(second)), "docs", sealed))
                .hasMessageContaining("The secret of the hook of docs")
                .hasMessageContaining("sealed for another place");
    }

    private KeyPair inUse(KeyPurpose purpose) {
        KeyPair pair = KeyPair.generate(purpose);
        admin.runInTransaction(tx -> EncryptionKeys.take(tx, pair.publicHalf()));
        return pair;
    }

    private String fingerprintInUse(KeyPurpose purpose) {
        return owner.statement(tx -> EncryptionKeys.inUse(tx, purpose)).orElseThrow().fingerprint();
    }

    private KeyRotation rotation(KeyPair... held) {
        return new KeyRotation(admin, KeyRing.of(List.of(held)));
    }

    private void set(KeyPair pair, String name, String value) {
        admin.runInTransaction(tx ->
                Secrets.put(
                        tx,
                        SealedSecret.of(pair.publicHalf(), new ValueName(name), Reach.ALL, value)));
    }
}
