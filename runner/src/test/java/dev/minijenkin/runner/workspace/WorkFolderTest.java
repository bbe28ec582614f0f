package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir Path folder;

    @Test
    void jobsOfOneRepositoryComeAndGoAtOnceWithoutDisturbingEachOther() throws Exception {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                ExecutorService jobs = Executors.newFixedThreadPool(4)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int claim = 1; claim <= 400; claim++) {
                long id = claim;
                ends.add(jobs.submit(() -> work.workspace("team/shop", "build", id).delete()));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(folder.resolve("work/jobs")).isEmptyDirectory();
    }

    @Test
    void noNameLeadsOutOfTheFolderOrMakesAPathTooLong() {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            Path jobs = folder.resolve("work/jobs");

            assertThat(work.workspace("../../x", "..", 7).root()).hasParentRaw(jobs).exists();
            assertThat(work.workspace("a/".repeat(99) + "b", "c".repeat(99), 8).root())
                    .hasParentRaw(jobs)
                    .exists();
        }
    }
}
