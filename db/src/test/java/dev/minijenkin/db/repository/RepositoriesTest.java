package dev.minijenkin.db.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.seal.Sealed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RepositoriesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final Sealed secret = database.transaction(SampleData::sealed);
    private final Sealed other = new Sealed(secret.key(), new byte[] {2});

    @Test
    void aRepositoryIsFoundByItsNameInAnySpellingAndByItsId() {
        RepositoryId shop = register(new NewRepository("Shop", "/srv/shop", "main", secret, true));

        Repository expected =
                new Repository(
                        shop,
                        "Shop",
                        "/srv/shop",
                        "main",
                        true,
                        ForkApproval.OUTSIDERS,
                        GuestRuns.NONE);
        assertThat(find("sHOP")).contains(expected);
        assertThat(find(shop)).contains(expected);
        assertThat(find("docs")).isEmpty();
        assertThat(find(new RepositoryId(999))).isEmpty();
    }

    @Test
    void oneThatIsRegisteredAgainIsBroughtToTheNewValues() {
        RepositoryId shop = register(new NewRepository("shop", "/srv/shop", "main", secret, true));

        database.run(tx -> Repositories.setForkApproval(tx, shop, ForkApproval.FIRST_TIME));
        database.run(tx -> Repositories.setGuestRuns(tx, shop, GuestRuns.FORKS));
        RepositoryId again =
                register(new NewRepository("SHOP", "/srv/moved", "trunk", other, false));

        assertThat(again).isEqualTo(shop);
        assertThat(find(shop))
                .contains(
                        new Repository(
                                shop,
                                "shop",
                                "/srv/moved",
                                "trunk",
                                false,
                                ForkApproval.FIRST_TIME,
                                GuestRuns.FORKS));
        assertThat(secret("Shop")).isEqualTo(other);
        assertThat(all()).hasSize(1);
    }

    @Test
    void allComeByName() {
        assertThat(all()).isEmpty();
        for (String name : List.of("shop", "docs", "web")) {
            register(new NewRepository(name, "/srv/" + name, "main", secret, false));
        }

        assertThat(all()).extracting(Repository::name).containsExactly("docs", "shop", "web");
    }

    @Test
    void whatIsNoNameAndWhatIsNoSecretIsRefused() {
        assertThatThrownBy(() -> register(new NewRepository("a b", "/b", "main", secret, false)))
                .isInstanceOf(DatabaseException.class);
        Sealed unknown = new Sealed("no key", new byte[] {1});
        assertThatThrownBy(() -> register(new NewRepository("b", "/b", "main", unknown, false)))
                .isInstanceOf(DatabaseException.class);
        assertThat(all()).isEmpty();
    }

    private RepositoryId register(NewRepository repository) {
        return database.transaction(tx -> Repositories.register(tx, repository));
    }

    private Optional<Repository> find(String name) {
        return database.statement(tx -> Repositories.find(tx, name));
    }

    private Optional<Repository> find(RepositoryId id) {
        return database.statement(tx -> Repositories.find(tx, id));
    }

    private Sealed secret(String name) {
        return database.statement(tx -> HookSecrets.find(tx, name)).orElseThrow().secret();
    }

    private List<Repository> all() {
        return database.statement(Repositories::all);
    }
}
