package dev.minijenkin.db.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void anEnvironmentIsMadeAtItsFirstUseAndItsNameIgnoresCase() {
        assertThat(find("prod")).isEmpty();

        EnvironmentId prod = ensure(shop, "Prod");

        assertThat(ensure(shop, "PROD")).isEqualTo(prod);
        assertThat(find("prod")).contains(prod);
        assertThat(ensure(shop, "stage")).isNotEqualTo(prod);
    }

    @Test
    void eachRepositoryHasItsOwn() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        EnvironmentId prod = ensure(shop, "prod");

        assertThat(ensure(docs, "prod")).isNotEqualTo(prod);
    }

    @Test
    void twoThatUseItForTheFirstTimeAtOnceGetTheSame() {
        EnvironmentId first;
        CompletableFuture<EnvironmentId> second;
        try (var open =
                OpenTransaction.begin(database, tx -> Environments.ensure(tx, shop, "prod"))) {
            second = OpenTransaction.heldUp(database, tx -> Environments.ensure(tx, shop, "Prod"));
            first = open.value();
        }

        assertThat(second.join()).isEqualTo(first);
    }

    @Test
    void aNameThatPostgresCannotHoldIsOneAllTheSame() {
        EnvironmentId odd = ensure(shop, "prod\0eu");

        assertThat(ensure(shop, "Prod\0EU")).isEqualTo(odd);
        assertThat(find("prod\uFFFDeu")).contains(odd);
    }

    private EnvironmentId ensure(RepositoryId repository, String name) {
        return database.transaction(tx -> Environments.ensure(tx, repository, name));
    }

    private Optional<EnvironmentId> find(String name) {
        return database.statement(tx -> Environments.find(tx, shop, name));
    }
}
