package dev.minijenkin.runner.host.local;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.testing.Rows;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of scope that this host allows, with real processes.
class ScopesTest {
    private static final Pattern MARK = Pattern.compile("77[0-9]{3,4}");

    @TempDir Path folder;
    private CollectedOutput output = new CollectedOutput();
    // To find out what a host allows starts a process or two of each kind.
    private List<ProcessScopes> allowed = List.of();

    @TestFactory
    Stream<DynamicTest> nothingLeavesItsJob() {
        return eachKindAndStart(kind -> {
            try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                    LocalHosts hosts = open(work, kind);
                    StepHost other = open(hosts, work, 2)) {
                run(other, work, 2, escapes(kind, 2));
                try (StepHost one = open(hosts, work, 1)) {
                    assertThat(run(one, work, 1, escapes(kind, 1))).isEqualTo(exited(0));
                    awaitEscaped(kind, 1);
                    awaitEscaped(kind, 2);
                }

                awaitEnd(1);
                assertThat(escaped(2)).as("of another job").containsAll(tried(kind));
            }
            awaitEnd(2);
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingOutlivesARunnerThatIsKilled() {
        return eachKind(kind -> {
            Process runner = runner(kind, "job");
            awaitEscaped(kind, 1);

            runner.destroyForcibly();

            awaitEnd(1);
            startAnew(kind);
        });
    }

    /// As where the host ran out of memory: nobody is left who could end them, but the next runner.
    @TestFactory
    Stream<DynamicTest> whoStartsAnewEndsWhatARunnerLeftThatDiedWithItsWatchdog() {
        return eachKind(kind -> {
            Process runner = runner(kind, "job");
            awaitEscaped(kind, 1);
            List<Long> watchdogs =
                    runner.children()
                            .map(ProcessHandle::pid)
                            .filter(ScopesTest::isWatchdog)
                            .toList();
            assertThat(watchdogs).hasSize(1);

            Signals.send("STOP", watchdogs);
            try {
                runner.destroyForcibly().waitFor();
                startAnew(kind);

                awaitEnd(1);
            } finally {
                Signals.send("KILL", watchdogs);
            }
        });
    }

    private static boolean isWatchdog(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"))
                    .contains("kills all processes of these claims");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whoStartsAnewRemovesTheGroupsOfARunnerThatWasKilled() throws Exception {
        Optional<CgroupScopes> groups = CgroupScopes.find(folder.resolve("work"));
        assumeThat(groups).as("control groups").isPresent();
        Process runner = runner(0, "job");
        Path left = groups.get().base().resolve("1");
        assertThat(left).isDirectory();
        runner.destroyForcibly().waitFor();
        awaitEnd(1);

        try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                LocalHosts _ = open(work, 0)) {
            assertThat(left).doesNotExist();
        }
        assertThat(groups.get().base()).doesNotExist();
    }

    @TestFactory
    Stream<DynamicTest> nothingOfADeploymentOutlivesItsLeaseThoughTheRunnerStandsStill() {
        return eachKind(kind -> {
            Process runner = runner(kind, "deployment");
            try {
                awaitEscaped(kind, 1);

                Signals.send("STOP", List.of(runner.pid()));

                awaitEnd(1);
                assertThat(runner.isAlive()).isTrue();
            } finally {
                runner.destroyForcibly().waitFor();
            }
            startAnew(kind);
        });
    }

    @TestFactory
    Stream<DynamicTest> exitCodesAndSignalsAreThoseOfTheProcess() {
        return eachKindAndStart(kind -> {
            try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                    LocalHosts hosts = open(work, kind);
                    StepHost host = open(hosts, work, 1)) {
                assertThat(run(host, work, 1, "exit 3")).isEqualTo(exited(3));
                assertThat(run(host, work, 1, "kill -KILL $$")).isEqualTo(exited(137));
                assertThat(run(host, work, 1, "kill -TERM $$")).isEqualTo(exited(143));
                assertThat(run(host, work, 1, "kill -HUP -- -$$; sleep 600"))
                        .as("leads its process group")
                        .isEqualTo(exited(129));
                assertThat(output.text()).isEmpty();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> oneThatIsCancelledMayCleanUp() {
        return eachKindAndStart(kind -> {
            try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                    LocalHosts hosts = open(work, kind);
                    StepHost host = open(hosts, work, 1)) {
                HostProcess process =
                        start(
                                host,
                                work,
                                1,
                                "trap 'echo cleaned; exit 0' INT; echo ready; while :; do sleep"
                                        + " 0.05; done");
                StopSignal stop = new StopSignal();
                CompletableFuture<ProcessExit> end = new CompletableFuture<>();
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                end.complete(process.await(stop, () -> false, Optional.empty()));
                            } catch (Throwable e) {
                                end.completeExceptionally(e);
                            }
                        });
                await().atMost(Rows.PATIENCE).until(() -> output.text().contains("ready"));
                stop.ask(StopReason.CANCEL_REQUESTED);

                assertThat(end.get())
                        .isEqualTo(new ProcessExit.Stopped(StopReason.CANCEL_REQUESTED));
                assertThat(output.text()).isEqualTo("ready\ncleaned\n");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aStepOverItsTimeEndsWithAllOfItsSession() {
        return eachKindAndStart(kind -> {
            try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                    LocalHosts hosts = open(work, kind);
                    StepHost host = open(hosts, work, 1)) {
                ProcessExit exit =
                        start(host, work, 1, "(trap '' INT; sleep 770005) & sleep 770006")
                                .await(
                                        new StopSignal(),
                                        () -> false,
                                        Optional.of(Duration.ofMillis(300)));

                assertThat(exit).isEqualTo(new ProcessExit.TimedOut());
                await().atMost(Rows.PATIENCE)
                        .until(() -> !sleeping("770005") && !sleeping("770006"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatAStepLeftIsThereForTheNext() {
        return eachKindAndStart(kind -> {
            try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                    LocalHosts hosts = open(work, kind);
                    StepHost host = open(hosts, work, 1)) {
                Path pid = folder.resolve("pid");
                run(host, work, 1, "sleep 770007 > /dev/null 2>&1 & echo $! > " + pid);
                assertThat(
                                run(
                                        host,
                                        work,
                                        1,
                                        "kill -0 $(<"
                                                + pid
                                                + ") && [[ /proc/self -ef /proc/$BASHPID ]]"))
                        .isEqualTo(exited(0));
                run(host, work, 1, "kill $(<" + pid + ")");
                await().atMost(Rows.PATIENCE).until(() -> !sleeping("770007"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> folderAndEnvironmentAreThoseOfTheCommand() {
        return eachKindAndStart(kind -> {
            try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                    LocalHosts hosts = open(work, kind);
                    StepHost host = open(hosts, work, 1)) {
                Path within = Files.createDirectory(workspace(work, 1).source().resolve("a b"));
                Map<String, String> environment = new HashMap<>();
                environment.put("PATH", "/usr/bin:/bin");
                environment.put("BASH_ENV", "/nowhere");
                environment.put("my-var", "x");
                environment.put("a.b", "y\nz");
                environment.put("BASH_FUNC_f%%", "() { :; }");
                for (String command : List.of("env", "pwd")) {
                    host.start(new HostCommand(List.of(command), within, environment), output)
                            .await(new StopSignal(), () -> false, Optional.empty());
                }

                assertThat(output.text().lines())
                        .contains(within.toRealPath().toString())
                        .contains("my-var=x", "a.b=y", "z", "BASH_ENV=/nowhere")
                        .contains("BASH_FUNC_f%%=() { :; }")
                        .noneMatch(line -> line.startsWith("OLDPWD="));
            }
        });
    }

    /// What an earlier step left behind may be a child of the same process as the next step.
    @TestFactory
    Stream<DynamicTest> aStepIsAskedToEndAndNotWhatAnEarlierOneLeft() {
        return eachKindAndStart(kind -> {
            try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                    LocalHosts hosts = open(work, kind);
                    StepHost host = open(hosts, work, 1)) {
                String left = "(setsid sleep 77901 > /dev/null 2>&1 &)\n";
                assertThat(run(host, work, 1, left)).isEqualTo(exited(0));
                await().atMost(Rows.PATIENCE).until(() -> sleeping("77901"));
                StopSignal stop = new StopSignal();
                HostProcess step =
                        start(
                                host,
                                work,
                                1,
                                "trap 'echo asked; exit 0' INT; echo up; while :; do sleep 0.05; done");
                await().atMost(Rows.PATIENCE).until(() -> output.text().contains("up"));

                stop.ask(StopReason.CANCEL_REQUESTED);

                assertThat(step.await(stop, () -> false, Optional.empty()))
                        .isEqualTo(new ProcessExit.Stopped(StopReason.CANCEL_REQUESTED));
                assertThat(output.text()).contains("asked");
                assertThat(sleeping("77901")).as("what the earlier one left").isTrue();
            }
        });
    }

    /// What is tried with a kind of scopes, told by its place among those of this host; those after
    /// them are the same again where no fork server starts the processes.
    private interface Trial {
        void with(int kind) throws Exception;
    }

    private Stream<DynamicTest> eachKind(Trial trial) {
        return kinds(1, trial);
    }

    private Stream<DynamicTest> eachKindAndStart(Trial trial) {
        return kinds(2, trial);
    }

    private Stream<DynamicTest> kinds(int starts, Trial trial) {
        List<ProcessScopes> kinds = allowed();
        assumeThat(kinds).as("ways to keep processes together on this host").isNotEmpty();
        return IntStream.range(0, starts * kinds.size())
                .mapToObj(kind ->
                        test(
                                (kind < kinds.size() ? "forked: " : "direct: ")
                                        + kinds.get(kind % kinds.size()).told(),
                                () -> trial.with(kind)));
    }

    private DynamicTest test(String name, Executable body) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    output = new CollectedOutput();
                    try {
                        body.execute();
                    } finally {
                        endSleepers();
                    }
                });
    }

    private static void endSleepers() {
        ProcessHandle.allProcesses()
                .filter(process ->
                        onlyArgument(process).filter(MARK.asMatchPredicate()).isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessScopes> allowed() {
        if (allowed.isEmpty()) {
            // By another name: to look for those of a runner ends what is in them.
            allowed = kinds(folder.resolve("other"));
        }
        return allowed;
    }

    private static List<ProcessScopes> kinds(Path work) {
        return LocalHosts.scopes(work, ProcessSession.ofThisHost(), ForkServer.program()).toList();
    }

    /// Nothing of the runner before is left in its place then.
    private void startAnew(int kind) {
        await().ignoreExceptions()
                .until(() -> {
                    try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                            LocalHosts _ = open(work, kind)) {
                        return true;
                    }
                });
    }

    private static LocalHosts open(WorkFolder work, int kind) {
        List<ProcessScopes> kinds = kinds(work.root());
        return LocalHosts.start(
                work,
                Set.of(),
                kinds.get(kind % kinds.size()),
                kind < kinds.size() ? ForkServer.program() : Optional.empty());
    }

    /// A process that does what a runner does with this script, and then waits for its end.
    private Process runner(int kind, String what) throws Exception {
        Process runner =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LoneHost.class.getName(),
                                folder.resolve("work").toString(),
                                Integer.toString(kind),
                                what,
                                escapes(kind, 1))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said = runner.inputReader();
        assertThat(said.readLine()).isEqualTo("ready");
        return runner;
    }

    /// All of them at once.
    private String escapes(int kind, long claim) {
        return tried(kind).stream().map(escape -> escape.script(claim)).collect(joining());
    }

    private List<Escape> tried(int kind) {
        ProcessScopes scopes = allowed().get(kind % allowed().size());
        return Stream.of(Escape.values()).filter(escape -> escape.isHeldBy(scopes)).toList();
    }

    private static List<Escape> escaped(long claim) {
        Set<String> sleepers = sleepers();
        return Stream.of(Escape.values())
                .filter(escape -> sleepers.contains(escape.mark(claim)))
                .toList();
    }

    private void awaitEscaped(int kind, long claim) {
        List<Escape> tried = tried(kind);
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() -> assertThat(escaped(claim)).isEqualTo(tried));
    }

    private static void awaitEnd(long claim) {
        await().atMost(Rows.PATIENCE).untilAsserted(() -> assertThat(escaped(claim)).isEmpty());
    }

    private static boolean sleeping(String seconds) {
        return sleepers().contains(seconds);
    }

    /// The limits of all `sleep`s of the host, and whatever else is a process's only argument.
    private static Set<String> sleepers() {
        return ProcessHandle.allProcesses()
                .map(ScopesTest::onlyArgument)
                .flatMap(Optional::stream)
                .collect(toSet());
    }

    private static Optional<String> onlyArgument(ProcessHandle process) {
        return process.info().arguments().filter(words -> words.length == 1).map(words -> words[0]);
    }

    private ProcessExit run(StepHost host, WorkFolder work, long claim, String script)
            throws Exception {
        return start(host, work, claim, script)
                .await(new StopSignal(), () -> false, Optional.empty());
    }

    private HostProcess start(StepHost host, WorkFolder work, long claim, String script)
            throws Exception {
        return host.start(
                new HostCommand(
                        List.of("bash", "-c", script),
                        workspace(work, claim).source(),
                        host.environment()),
                output);
    }

    private static StepHost open(LocalHosts hosts, WorkFolder work, long claim) {
        return hosts.open(new ClaimId(claim), workspace(work, claim), Optional.empty());
    }

    private static Workspace workspace(WorkFolder work, long claim) {
        return work.workspace("team/shop", "build", claim, JobUser.OWN);
    }

    private static ProcessExit exited(int code) {
        return new ProcessExit.Exited(code);
    }
}
