package dev.minijenkin.db.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.repository.DefaultBranchFiles.Dispatchable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DefaultBranchFilesTest {
    private static final String COMMIT = "a".repeat(40);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final PipelineId build = pipeline(shop, "build.yml");
    private final PipelineId deploy = pipeline(shop, "deploy.yml");

    @Test
    void beforeAnybodyLookedNothingIsKnown() {
        assertThat(areKnown(shop)).isFalse();
        assertThat(commit(shop)).isEmpty();
        assertThat(dispatchable()).isEmpty();
        assertThat(content(build)).isEmpty();
    }

    @Test
    void aFileIsKeptByteForByteAndTheLastWordCounts() {
        put(build, new byte[] {1, 0, (byte) 0xff}, false);
        put(build, new byte[] {0, 7}, true);

        assertThat(content(build))
                .hasValueSatisfying(content -> assertThat(content).containsExactly(0, 7));
        assertThat(dispatchable()).extracting(Dispatchable::pipeline).containsExactly(build);
    }

    @Test
    void whatCanBeStartedByHandComesByPathWithItsFile() {
        put(deploy, new byte[] {2}, true);
        put(build, new byte[] {1}, true);

        assertThat(dispatchable())
                .extracting(Dispatchable::path)
                .containsExactly("build.yml", "deploy.yml");
        assertThat(dispatchable().getLast().content()).containsExactly(2);
    }

    @Test
    void whatCannotIsNotOfferedAndWhatIsSwitchedOffIsSaidToBeSo() {
        put(build, new byte[] {1}, false);
        put(deploy, new byte[] {2}, true);
        assertThat(dispatchable()).singleElement().matches(Dispatchable::enabled);
        database.run(tx -> Pipelines.setEnabled(tx, deploy, false));

        assertThat(dispatchable())
                .singleElement()
                .matches(one -> one.pipeline().equals(deploy) && !one.enabled());
        assertThat(content(deploy)).isPresent();
    }

    @Test
    void filesThatAreGoneAreForgottenAndThoseOfOtherRepositoriesAreNot() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        PipelineId pages = pipeline(docs, "pages.yml");
        put(build, new byte[] {1}, true);
        put(deploy, new byte[] {2}, true);
        database.run(tx -> DefaultBranchFiles.put(tx, docs, pages, new byte[] {3}, true));

        keepOnly(COMMIT, List.of(deploy));

        assertThat(dispatchable()).extracting(Dispatchable::pipeline).containsExactly(deploy);
        assertThat(content(pages)).isPresent();
        assertThat(commit(shop)).contains(COMMIT);
        assertThat(areKnown(docs)).isFalse();
    }

    @Test
    void aBranchThatIsGoneHasNoFileAndNoCommit() {
        put(build, new byte[] {1}, true);
        keepOnly(COMMIT, List.of(build));

        keepOnly(null, List.of());

        assertThat(dispatchable()).isEmpty();
        assertThat(areKnown(shop)).isFalse();
    }

    private boolean areKnown(RepositoryId repository) {
        return database.statement(tx -> DefaultBranchFiles.areKnown(tx, repository));
    }

    private Optional<String> commit(RepositoryId repository) {
        return database.statement(tx -> DefaultBranchFiles.commit(tx, repository));
    }

    private Optional<byte[]> content(PipelineId pipeline) {
        return database.statement(tx -> DefaultBranchFiles.content(tx, pipeline));
    }

    private PipelineId pipeline(RepositoryId repository, String path) {
        return database.transaction(tx -> Pipelines.ensure(tx, repository, path));
    }

    private void put(PipelineId pipeline, byte[] content, boolean dispatchable) {
        database.run(tx -> DefaultBranchFiles.put(tx, shop, pipeline, content, dispatchable));
    }

    private void keepOnly(@Nullable String commit, List<PipelineId> pipelines) {
        database.runInTransaction(tx -> DefaultBranchFiles.keepOnly(tx, shop, commit, pipelines));
    }

    private List<Dispatchable> dispatchable() {
        return database.statement(tx -> DefaultBranchFiles.dispatchable(tx, shop));
    }
}
