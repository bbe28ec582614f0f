package dev.minijenkin.db.variable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.deployment.Environments;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class VariablesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void aRepositoryWithoutVariablesHasNone() {
        assertThat(of(shop)).isEmpty();
    }

    @Test
    void variablesOfTheRepositoryComeBeforeThoseOfAllWhateverTheCase() {
        set(null, null, "REGION", "eu");
        set(null, null, "TIER", "free");
        set(shop, null, "region", "us");

        assertThat(of(shop)).containsOnly(Map.entry("region", "us"), Map.entry("TIER", "free"));
    }

    @Test
    void namesAreInOrderWhateverTheCase() {
        set(shop, null, "b", "2");
        set(null, null, "C", "3");
        set(null, null, "A", "1");

        assertThat(of(shop).keySet()).containsExactly("A", "b", "C");
    }

    @Test
    void variablesOfOtherRepositoriesAndOfEnvironmentsAreNotThere() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        EnvironmentId prod = database.transaction(tx -> Environments.ensure(tx, shop, "prod"));
        set(docs, null, "REGION", "us");
        set(shop, prod, "REGION", "eu");

        assertThat(of(shop)).isEmpty();
        assertThat(of(docs)).containsOnlyKeys("REGION");
    }

    private Map<String, String> of(RepositoryId repository) {
        return database.statement(tx -> Variables.of(tx, repository));
    }

    private void set(
            @Nullable RepositoryId repository,
            @Nullable EnvironmentId environment,
            String name,
            String value) {
        database.statement(tx ->
                tx.sql()
                        .execute(
                                "insert into variables (repository_id, environment_id, name, value) values (?, ?, ?, ?)",
                                repository == null ? null : repository.value(),
                                environment == null ? null : environment.value(),
                                name,
                                value));
    }
}
