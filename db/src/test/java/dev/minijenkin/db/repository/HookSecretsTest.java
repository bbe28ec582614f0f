package dev.minijenkin.db.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.secret.EncryptionKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HookSecretsTest {
    private static final KeyPair FIRST = KeyPair.generate(KeyPurpose.SERVER);
    private static final KeyPair SECOND = KeyPair.generate(KeyPurpose.SERVER);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void oneIsFoundByTheNameOfItsRepositoryInWhateverCase() {
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "Team/Shop"));

        assertThat(find("team/SHOP"))
                .hasValueSatisfying(hook -> {
                    assertThat(hook.repository()).isEqualTo(shop);
                    assertThat(hook.name()).isEqualTo("Team/Shop");
                });
        assertThat(find("team/web")).isEmpty();
    }

    @Test
    void oneIsOpenedForItsRepositoryAlone() {
        take(FIRST);
        Sealed sealed = seal("Team/Shop");

        assertThat(HookSecrets.open(KeyRing.of(List.of(FIRST)), "team/shop", sealed))
                .isEqualTo("s3cret");
        assertThatThrownBy(() -> HookSecrets.open(KeyRing.of(List.of(FIRST)), "team/web", sealed))
                .isInstanceOf(SealException.class)
                .hasMessageStartingWith("The secret of the hook of team/web: ");
        assertThatThrownBy(() -> HookSecrets.open(KeyRing.of(List.of(SECOND)), "team/shop", sealed))
                .isInstanceOf(SealException.class)
                .hasMessageStartingWith("The secret of the hook of team/shop: ");
    }

    @Test
    void thoseThatAreSealedToARetiredKeyAreOutdatedUntilTheyAreSealedAnew() {
        take(FIRST);
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        replace(shop, seal("shop"));
        assertThat(outdated()).isEmpty();

        take(SECOND);
        assertThat(outdated())
                .singleElement()
                .satisfies(hook -> {
                    assertThat(hook.name()).isEqualTo("shop");
                    assertThat(
                                    HookSecrets.open(
                                            KeyRing.of(List.of(FIRST)), hook.name(), hook.secret()))
                            .isEqualTo("s3cret");
                });

        replace(shop, seal("shop"));
        assertThat(outdated()).isEmpty();
        assertThat(find("shop").orElseThrow().secret().key()).isEqualTo(SECOND.fingerprint());
    }

    private void take(KeyPair pair) {
        database.runInTransaction(tx -> EncryptionKeys.take(tx, pair.publicHalf()));
    }

    private Sealed seal(String repository) {
        return database.transaction(tx -> HookSecrets.seal(tx, repository, "s3cret"));
    }

    private void replace(RepositoryId repository, Sealed sealed) {
        database.run(tx -> HookSecrets.replaceSeal(tx, repository, sealed));
    }

    private Optional<HookSecrets.Hook> find(String name) {
        return database.statement(tx -> HookSecrets.find(tx, name));
    }

    private List<HookSecrets.Hook> outdated() {
        return database.statement(HookSecrets::outdated);
    }
}
