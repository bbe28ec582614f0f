package dev.minijenkin.db.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PipelinesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void aFileIsOnePipelineWhoseNameFollowsIt() {
        PipelineId ci = ensure("ci.yml", "ci");

        assertThat(ensure("ci.yml", "Build \0")).isEqualTo(ci);
        assertThat(find(ci))
                .contains(new Pipeline(ci, shop, "ci.yml", "Build \uFFFD", true, List.of()));
        assertThat(ensure("nightly.yml", "ci")).isNotEqualTo(ci);
    }

    @Test
    void aFileThatCannotBeReadKeepsTheNameThatItHad() {
        PipelineId ci = ensure("ci.yml", "Build");

        assertThat(ensure("ci.yml")).isEqualTo(ci);
        assertThat(find(ci)).map(Pipeline::name).contains("Build");
    }

    @Test
    void aFileThatCouldNeverBeReadIsCalledByItsPath() {
        assertThat(find(ensure("broken.yml"))).map(Pipeline::name).contains("broken.yml");
    }

    @Test
    void thePipelinesOfARepositoryComeByPath() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        ensure("nightly.yml", "a");
        ensure("ci.yml", "b");

        assertThat(ofRepository(shop))
                .extracting(Pipeline::path)
                .containsExactly("ci.yml", "nightly.yml");
        assertThat(ofRepository(docs)).isEmpty();
        assertThat(find(new PipelineId(999))).isEmpty();
    }

    private PipelineId ensure(String path, String name) {
        return database.statement(tx -> Pipelines.ensure(tx, shop, path, name));
    }

    private PipelineId ensure(String path) {
        return database.statement(tx -> Pipelines.ensure(tx, shop, path));
    }

    private Optional<Pipeline> find(PipelineId id) {
        return database.statement(tx -> Pipelines.find(tx, id));
    }

    private List<Pipeline> ofRepository(RepositoryId repository) {
        return database.statement(tx -> Pipelines.ofRepository(tx, repository));
    }
}
