package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A control group (version 2) for each job, below that of the runner. A process leaves it only by
/// asking the kernel for just that.
///
/// @param base group of all jobs of this runner
record CgroupScopes(Path base) implements ProcessScopes {
    private static final Logger LOG = LoggerFactory.getLogger(CgroupScopes.class);

    /// Without BASH_ENV and what else of the step's environment would be carried out here; the
    /// environment goes on as it is, which a plain `sh` does not promise.
    private static final String ENTER =
            """
            echo 0 > "$0/cgroup.procs" || exit 126
            exec "$@"
            """;

    /// Empty where the runner may make no groups.
    static Optional<CgroupScopes> find(Path folder) {
        try {
            Optional<Path> own = own();
            if (own.isEmpty()) {
                return Optional.empty();
            }
            String name =
                    "mini-jenkin-"
                            + UUID.nameUUIDFromBytes(
                                    folder.toString().getBytes(StandardCharsets.UTF_8));
            CgroupScopes scopes = new CgroupScopes(own.get().resolve(name));
            scopes.all().end();
            return scopes.works() ? Optional.of(scopes) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("No control groups", e);
            return Optional.empty();
        }
    }

    @Override
    public ProcessScope of(long claim, String trackingId, boolean guarded) {
        Path group = base.resolve(Long.toString(claim));
        try {
            Files.createDirectories(group);
            return new Group(group);
        } catch (IOException e) {
            throw new RunnerException(
                    "The processes of the job get no control group: " + e.getMessage(), e);
        }
    }

    @Override
    public ProcessScope all() {
        return new Group(base);
    }

    @Override
    public List<String> forWatchdog() {
        return List.of("cgroup", base.toString());
    }

    @Override
    public String told() {
        return "Processes of jobs are kept together by control groups below " + base;
    }

    /// Where the version 2 tree is mounted, and the runner's own place in it.
    private static Optional<Path> own() throws IOException {
        Optional<String> mount =
                Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                        .filter(line -> line.contains(" - cgroup2 "))
                        .map(line -> line.split(" ", 6)[4])
                        .findFirst();
        Optional<String> place =
                Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                        .filter(line -> line.startsWith("0::/"))
                        .map(line -> line.substring("0::/".length()))
                        .findFirst();
        return mount.flatMap(at -> place.map(within -> Path.of(at).resolve(within)))
                .filter(Files::isDirectory);
    }

    private boolean works() throws IOException {
        Group probe = new Group(base.resolve("probe"));
        Files.createDirectories(probe.group());
        try {
            List<String> command =
                    List.of(
                            Programs.BASH,
                            "-p",
                            "-c",
                            "echo 0 > \"$0/cgroup.procs\"",
                            probe.group().toString());
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && Files.exists(probe.group().resolve("cgroup.kill"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            all().discard();
        }
    }

    /// One group with all that are below it.
    private record Group(Path group) implements ProcessScope {
        @Override
        public ProcessSession enter(ProcessSession session, Path directory) {
            return session.with(List.of(Programs.BASH, "-p", "-c", ENTER, group.toString()));
        }

        @Override
        public Set<Long> members() {
            Set<Long> members = new LinkedHashSet<>();
            try {
                Files.walkFileTree(
                        group,
                        new SimpleFileVisitor<>() {
                            @Override
                            public FileVisitResult preVisitDirectory(
                                    Path folder, BasicFileAttributes seen) {
                                read(folder, members);
                                return FileVisitResult.CONTINUE;
                            }

                            @Override
                            public FileVisitResult visitFileFailed(Path file, IOException e) {
                                return FileVisitResult.CONTINUE;
                            }
                        });
            } catch (IOException e) {
                LOG.warn("Cannot read {}: {}", group, e.getMessage());
            }
            return members;
        }

        /// A group that is gone meanwhile has no members.
        private static void read(Path folder, Set<Long> members) {
            try {
                Files.readAllLines(folder.resolve("cgroup.procs"), StandardCharsets.US_ASCII)
                        .forEach(line -> members.add(Long.parseLong(line)));
            } catch (IOException e) {
                LOG.debug("Gone: {}", folder, e);
            }
        }

        @Override
        public boolean end() {
            Path kill = group.resolve("cgroup.kill");
            if (Files.exists(kill)) {
                try {
                    Files.writeString(kill, "1");
                } catch (IOException e) {
                    LOG.warn("Cannot write {}: {}", kill, e.getMessage());
                }
            }
            return false;
        }

        /// A group can be removed once the last of its processes is reaped.
        @Override
        public void discard() {
            try {
                Files.walkFileTree(
                        group,
                        new SimpleFileVisitor<>() {
                            @Override
                            public FileVisitResult visitFileFailed(Path file, IOException e) {
                                return FileVisitResult.CONTINUE;
                            }

                            @Override
                            public FileVisitResult postVisitDirectory(
                                    Path folder, @Nullable IOException e) {
                                remove(folder);
                                return FileVisitResult.CONTINUE;
                            }
                        });
            } catch (IOException e) {
                LOG.warn("Cannot read {}: {}", group, e.getMessage());
            }
        }

        private static void remove(Path folder) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                LOG.debug("{} is removed at the next start", folder, e);
            }
        }
    }
}
