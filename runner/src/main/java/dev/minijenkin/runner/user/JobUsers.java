package dev.minijenkin.runner.user;

import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The users as whom jobs run: one for all of them, or one for each job that runs at a time, so
/// that jobs cannot reach each other either. Lives as long as the runner. Thread-safe.
public final class JobUsers implements AutoCloseable {
    private static final Path SELF = Path.of("/proc/self");

    /// A job may have its place before the one before it has put everything away.
    private static final long MUST_COME_SECONDS = 30;

    private final List<UserFiles> files = new ArrayList<>();
    private final List<JobUser> all = new ArrayList<>();
    private final boolean shared;
    private final BlockingQueue<JobUser> free = new LinkedBlockingQueue<>();

    private JobUsers(List<SystemUser> users, boolean shared) {
        this.shared = shared;
        for (SystemUser user : users) {
            UserFiles own = new UserFiles(user);
            files.add(own);
            all.add(new JobUser(Optional.of(user), !shared, own));
        }
        free.addAll(all);
    }

    /// Nobody but the user of the runner.
    public static JobUsers none() {
        return new JobUsers(List.of(), true);
    }

    /// Looks the users up.
    ///
    /// @param names none: jobs run as the user of the runner
    /// @param capacity how many jobs run at a time
    /// @param lookUp finds a user, or throws as this does
    /// @throws IllegalArgumentException with a sentence, if jobs cannot run as these
    public static JobUsers of(
            List<String> names, int capacity, Function<String, SystemUser> lookUp) {
        if (names.isEmpty()) {
            return none();
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("--run-as names a user twice");
        }
        if (names.size() > 1 && names.size() < capacity) {
            throw new IllegalArgumentException(
                    "--run-as names %d users for %d jobs at a time: name one for each of them, or one for all"
                            .formatted(names.size(), capacity));
        }
        List<SystemUser> users = names.stream().map(lookUp).toList();
        if (users.stream().map(SystemUser::uid).distinct().count() < users.size()) {
            throw new IllegalArgumentException("--run-as names one user by two names");
        }
        checkRights();
        JobUsers made = new JobUsers(users, users.size() < capacity);
        made.checkKernel();
        return made;
    }

    private static void checkRights() {
        if (!KernelRights.known() || !Files.exists(SELF)) {
            throw new IllegalArgumentException(
                    "--run-as needs Linux: this host does not know rights of single threads");
        }
        if (own() != 0) {
            throw new IllegalArgumentException(
                    "--run-as needs a runner that root has started (as a service without User=, or by"
                            + " sudo): nobody else may start processes as another user and act in"
                            + " their folders with no more than their rights");
        }
    }

    private static int own() {
        try {
            return (int) Files.getAttribute(SELF, "unix:uid");
        } catch (IOException e) {
            throw new RunnerException("Cannot tell who the runner is: " + e.getMessage(), e);
        }
    }

    /// In some containers root may do less than it seems.
    private void checkKernel() {
        for (JobUser each : all) {
            try {
                each.files().run(() -> {});
            } catch (IOException | IllegalStateException e) {
                close();
                throw new IllegalArgumentException(
                        "Jobs cannot run as another user here: " + e.getMessage(), e);
            }
        }
    }

    /// Makes sure that all of them get into a folder.
    ///
    /// @throws RunnerException with a sentence, if one does not
    public void checkWay(Path folder) {
        for (JobUser each : all) {
            try {
                each.files().run(() -> Files.readAttributes(folder, "unix:mode"));
            } catch (IOException e) {
                throw new RunnerException(
                        "Jobs are to run as %s, who may not pass through to %s: give the runner a work folder (--work) whose parents everybody may enter"
                                .formatted(each.user().map(SystemUser::name).orElse(""), folder),
                        e);
            }
        }
    }

    /// Whether there are any.
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// Their names, for people; empty where there are none.
    public List<String> names() {
        return all.stream().flatMap(each -> each.user().stream()).map(SystemUser::name).toList();
    }

    /// Whether jobs that run at a time may be those of one user.
    public boolean areShared() {
        return shared;
    }

    /// The user of a job, until it is given back.
    ///
    /// @throws RunnerException if jobs keep all of them
    public JobUser take() throws InterruptedException {
        if (all.isEmpty()) {
            return JobUser.OWN;
        }
        if (shared) {
            return all.getFirst();
        }
        @Nullable JobUser taken = free.poll(MUST_COME_SECONDS, TimeUnit.SECONDS);
        if (taken == null) {
            throw new RunnerException("No user is free that the job could run as");
        }
        return taken;
    }

    /// Nothing of the job runs any more.
    public void giveBack(JobUser user) {
        if (!shared && user.user().isPresent()) {
            free.add(user);
        }
    }

    @Override
    public void close() {
        files.forEach(UserFiles::close);
    }
}
