package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
    void itRemembersUnderWhichInstancesItsProcessesMayHoldAName() throws Exception {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            assertThat(work.predecessors()).isEmpty();
            work.remember(List.of(one, other));
        }
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            assertThat(work.predecessors()).containsExactlyInAnyOrder(one, other);
        }
        String cutShort = one + "\n" + other.toString().substring(0, 20);
        Files.writeString(folder.resolve("work/.instance"), cutShort);
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            assertThat(work.predecessors()).containsExactly(one);
        }
    }

    @Test
    void itIsClosedToOtherUsersAlsoWhereItWasThere() throws Exception {
        Path open = Files.createDirectory(folder.resolve("work"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (WorkFolder _ = WorkFolder.take(open)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatIsKeptBetweenJobsIsOfOneRepository() {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            assertThat(work.home("team/shop"))
                    .isEqualTo(work.home("Team/Shop"))
                    .isNotEqualTo(work.home("team-shop"))
                    .isNotEqualTo(work.home("team/shop2"))
                    .isNotEqualTo(work.tools("team/shop"))
                    .hasParentRaw(folder.resolve("work/homes"));
            assertThat(work.home("..")).hasParentRaw(folder.resolve("work/homes"));
        }
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
