package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.minijenkin.runner.host.local.HostUsers;
import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.user.JobUsers;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who jobs may run as, and with whose rights the runner works on their files.
class JobUsersTest {
    @TempDir Path folder;

    @Test
    void whoCannotBeUsedIsToldBeforeAnyJob() {
        refused(List.of("nobody-of-that-name"), 1, "This host has no user 'nobody-of-that-name'");
        refused(List.of("a b; rm"), 1, "This host has no user 'a b; rm'");
        refused(List.of("root"), 1, "could do whatever root can");
        refused(List.of("nobody", "nobody"), 2, "--run-as names a user twice");
        refused(List.of("nobody", "daemon"), 3, "names 2 users for 3 jobs at a time");
    }

    private static void refused(List<String> names, int capacity, String sentence) {
        assertThatThrownBy(() -> JobUsers.of(names, capacity, HostUsers::find))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void whoIsNotRootIsTold() throws IOException {
        assumeFalse(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "this is root");
        refused(List.of("nobody"), 1, "--run-as needs a runner that root has started");
    }

    @Test
    void withoutUsersJobsAreTheRunnersOwn() throws InterruptedException {
        try (JobUsers none = JobUsers.none()) {
            assertThat(none.take()).isEqualTo(JobUser.OWN);
            none.giveBack(JobUser.OWN);
            assertThat(none.names()).isEmpty();
        }
    }

    @Test
    void filesAreWorkedOnWithTheRightsOfTheOtherAloneAndNoThreadKeepsThem()
            throws IOException, InterruptedException {
        try (LentUsers lent = LentUsers.make(1);
                JobUsers users = JobUsers.of(lent.names(), 1, HostUsers::find)) {
            Path closed = Files.writeString(folder.resolve("closed"), "x");
            JobUser user = users.take();
            assertThatThrownBy(() -> user.files().call(() -> Files.readString(closed)))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> user.files().run(() -> Files.createFile(Path.of("/mine"))))
                    .isInstanceOf(AccessDeniedException.class);
            Path made =
                    user.files().call(() -> Files.createTempFile(Path.of("/tmp"), "mj", "test"));
            try {
                assertThat(Files.getOwner(made).getName()).isEqualTo(lent.names().getFirst());
                assertThat(closed).hasContent("x");
            } finally {
                Files.delete(made);
            }
            users.giveBack(user);
            assertThat(users.take()).isEqualTo(user);
        }
    }

    @Test
    void whatTheWorkThrowsIsThrownAndAnInterruptWaitsForIt()
            throws IOException, InterruptedException {
        try (LentUsers lent = LentUsers.make(1);
                JobUsers users = JobUsers.of(lent.names(), 1, HostUsers::find)) {
            JobUser user = users.take();
            assertThatThrownBy(() -> user.files().call(() -> Files.readString(Path.of("/no/such"))))
                    .isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() ->
                            user.files()
                                    .run(() -> {
                                        throw new IllegalStateException("so");
                                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("so");
            AtomicInteger done = new AtomicInteger();
            Thread.currentThread().interrupt();
            user.files().run(() -> done.set(1));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(done).hasValue(1);
        }
    }
}
