package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.user.JobUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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
                ends.add(
                        jobs.submit(() ->
                                work.release(
                                        work.workspace("team/shop", "build", id, JobUser.OWN),
                                        "team/shop")));
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
            assertThat(work.home("team/shop", JobUser.OWN))
                    .isEqualTo(work.home("Team/Shop", JobUser.OWN))
                    .isNotEqualTo(work.home("team-shop", JobUser.OWN))
                    .isNotEqualTo(work.home("team/shop2", JobUser.OWN))
                    .isNotEqualTo(work.tools("team/shop", JobUser.OWN))
                    .hasParentRaw(folder.resolve("work/homes"));
            assertThat(work.home("..", JobUser.OWN)).hasParentRaw(folder.resolve("work/homes"));
        }
    }

    @Test
    void foldersThatAJobLeftEmptyAreThoseOfTheNextJobOfItsRepository() throws Exception {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            Workspace first = work.workspace("team/shop", "build", 1, JobUser.OWN);
            Object inode = inode(first.source());
            work.release(first, "team/shop");

            Workspace others = work.workspace("team/tools", "build", 2, JobUser.OWN);
            assertThat(inode(others.source())).isNotEqualTo(inode);
            Workspace second = work.workspace("team/shop", "test", 3, JobUser.OWN);
            assertThat(inode(second.source())).isEqualTo(inode);
            assertThat(second.root()).hasFileName("3-team+shop-test");
            assertThat(second.source()).hasFileName("shop").isEmptyDirectory();
            assertThat(second.temp()).isEmptyDirectory();
            assertThat(first.root()).doesNotExist();
        }
        assertThat(folder.resolve("work/jobs"))
                .as("what waited for a job goes with the runner; what a job has, with the next")
                .isDirectoryContaining("glob:**/3-*")
                .isDirectoryNotContaining("glob:**/1-*");
    }

    /// Each is something that a job can do to its folders.
    @TestFactory
    Stream<DynamicTest> foldersThatAJobChangedAreDeleted() {
        return Stream.of(
                        "touch shop/left",
                        "touch temp/.left",
                        "touch left",
                        "rmdir temp",
                        "chmod 500 shop",
                        "chmod 000 temp",
                        "chmod 777 .",
                        "rmdir shop && ln -s .. shop",
                        "rmdir shop && ln -s temp shop",
                        "rmdir shop && touch shop",
                        "mkdir -p shop/a/b && chmod 500 shop/a")
                .map(change -> DynamicTest.dynamicTest(change, () -> isDeletedAfter(change)));
    }

    private void isDeletedAfter(String change) throws Exception {
        Path root = Files.createTempDirectory(folder, "changed");
        try (WorkFolder work = WorkFolder.take(root)) {
            Workspace first = work.workspace("team/shop", "build", 1, JobUser.OWN);
            assertThat(
                            new ProcessBuilder("bash", "-c", change)
                                    .directory(first.root().toFile())
                                    .start()
                                    .waitFor())
                    .isZero();

            work.release(first, "team/shop");

            assertThat(first.root()).doesNotExist();
            Workspace second = work.workspace("team/shop", "build", 2, JobUser.OWN);
            assertThat(second.source()).isEmptyDirectory().isWritable();
            assertThat(second.temp()).isEmptyDirectory().isWritable();
            assertThat(Files.getPosixFilePermissions(second.root()))
                    .isEqualTo(Files.getPosixFilePermissions(root.resolve("jobs")));
        }
    }

    @Test
    void onlySoManyFoldersWaitForTheirNextJob() {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            for (int claim = 1; claim <= 80; claim++) {
                String repository = "team/shop" + claim;
                work.release(work.workspace(repository, "build", claim, JobUser.OWN), repository);
            }
            assertThat(folder.resolve("work/jobs").toFile().list()).hasSizeBetween(1, 64);
            assertThat(folder.resolve("work/jobs"))
                    .as("those of which the last job was long ago went first")
                    .isDirectoryContaining("glob:**/80-*")
                    .isDirectoryNotContaining("glob:**/1-*");
        }
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino");
    }

    @Test
    void noNameLeadsOutOfTheFolderOrMakesAPathTooLong() {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            Path jobs = folder.resolve("work/jobs");

            assertThat(work.workspace("../../x", "..", 7, JobUser.OWN).root())
                    .hasParentRaw(jobs)
                    .exists();
            assertThat(work.workspace("a/".repeat(99) + "b", "c".repeat(99), 8, JobUser.OWN).root())
                    .hasParentRaw(jobs)
                    .exists();
        }
    }
}
