package dev.minijenkin.runner.host.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StopTimeouts;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobProcessTest {
    /// For what ignores signals. Everything else is given time, for the machine may be busy.
    private static final StopTimeouts SHORT =
            new StopTimeouts(
                    Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(200));

    private StopTimeouts timeouts =
            new StopTimeouts(
                    Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200));

    @TempDir Path folder;
    private final CollectedOutput output = new CollectedOutput();
    final StopSignal stop = new StopSignal();
    private final String trackingId = "test-" + ProcessHandle.current().pid() + "-" + hashCode();
    private final ProcessSession session = ProcessSession.ofThisHost();
    private OutputPipes pipes = new OutputPipes(Path.of("."), Optional.empty());

    @BeforeEach
    void prepare() {
        pipes = new OutputPipes(folder.resolve("pipes"), Optional.empty());
    }

    @AfterEach
    void nothingStaysBehind() {
        OrphanProcesses.kill(trackingId);
        pipes.close();
    }

    @Test
    void mergesBothOutputsAndReportsTheExitCode() throws Exception {
        ProcessExit exit = run("echo out; echo err >&2; exit 3");

        assertThat(exit).isEqualTo(new ProcessExit.Exited(3));
        assertThat(output.text()).isEqualTo("out\nerr\n");
        assertThat(output.ended()).isTrue();
    }

    @Test
    void passesEveryByteOnAsItIs() throws Exception {
        run("printf 'a\\000b\\377\\r\\n'");

        assertThat(output.text()).isEqualTo("a\0b\u00ff\r\n");
    }

    @Test
    void deathByASignalCountsAsTheShellCountsIt() throws Exception {
        assertThat(run("kill -KILL $$")).isEqualTo(new ProcessExit.Exited(137));
    }

    @Test
    void theProcessSeesNothingButTheGivenEnvironment() throws Exception {
        JobProcess process =
                start(List.of("/usr/bin/env"), Map.of("ONLY", "this", "PATH", "/usr/bin:/bin"));
        process.await(stop, () -> false, Optional.empty());

        assertThat(output.text().lines())
                .containsExactlyInAnyOrder(
                        "ONLY=this", "PATH=/usr/bin:/bin", "RUNNER_TRACKING_ID=" + trackingId);
    }

    @Test
    void wordsAndVariablesArriveAsTheyAre() throws Exception {
        Map<String, String> environment =
                Map.of("a-b.c", "=x=\n y", "EMPTY", "", "PATH", "/usr/bin:/bin", "LANG", "ü");
        start(List.of("/usr/bin/env", "--", "printf", "[%s]", "", "a b\n", "ü", "*"), environment)
                .await(stop, () -> false, Optional.empty());
        String printed = "[][a b\n][" + latin("ü") + "][*]";
        assertThat(output.text()).isEqualTo(printed);

        start(List.of("/usr/bin/env", "-0"), environment)
                .await(stop, () -> false, Optional.empty());
        assertThat(output.text().substring(printed.length()).split("\0"))
                .contains("a-b.c==x=\n y", "EMPTY=", "LANG=" + latin("ü"));
    }

    @Test
    void anEnvironmentThatIsTooLongIsTold() {
        assertThatThrownBy(() -> start(List.of("/usr/bin/env"), Map.of("X", "x".repeat(200_000))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Argument list too long");
    }

    @Test
    void aCommandThatDoesNotExistIsNamed() {
        assertThatThrownBy(() ->
                        start(List.of("no-such-command-here"), Map.of())
                                .await(stop, () -> false, Optional.empty()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCancelledProcessMayCleanUpAfterItself() throws Exception {
        ProcessExit exit =
                stopOnceItPrints(
                        "trap 'echo cleaned; exit 0' INT; echo ready; while :; do sleep 0.05; done",
                        StopReason.CANCEL_REQUESTED);

        assertThat(exit).isEqualTo(new ProcessExit.Stopped(StopReason.CANCEL_REQUESTED));
        assertThat(output.text()).contains("cleaned");
    }

    @Test
    void oneThatIgnoresSignalsIsKilledWithAllItStarted() throws Exception {
        timeouts = SHORT;
        ProcessExit exit =
                stopOnceItPrints(
                        "trap '' INT TERM; sleep 600 & setsid sleep 601 & echo ready; wait; wait",
                        StopReason.CANCEL_REQUESTED);

        assertThat(exit).isEqualTo(new ProcessExit.Stopped(StopReason.CANCEL_REQUESTED));
        OrphanProcesses.kill(trackingId);
        await().atMost(Rows.PATIENCE).until(() -> ProcessTable.tracked(trackingId).isEmpty());
    }

    @Test
    void aCancelThatCameWhileItStartedIsNotForgotten() throws Exception {
        stop.ask(StopReason.CANCEL_REQUESTED);

        assertThat(run("sleep 600"))
                .isEqualTo(new ProcessExit.Stopped(StopReason.CANCEL_REQUESTED));
    }

    @Test
    void aLostClaimKillsWithoutAsking() throws Exception {
        stopOnceItPrints(
                "trap 'echo asked' INT TERM; echo ready; while :; do sleep 0.05; done",
                StopReason.CLAIM_LOST);

        assertThat(output.text()).doesNotContain("asked");
    }

    @Test
    void aStepOverItsTimeIsEnded() throws Exception {
        JobProcess process = start(script("sleep 600"), path());

        assertThat(process.await(stop, () -> false, Optional.of(Duration.ofMillis(50))))
                .isEqualTo(new ProcessExit.TimedOut());
        await().atMost(Rows.PATIENCE).until(() -> ProcessTable.tracked(trackingId).isEmpty());
    }

    @Test
    void aProcessThatMayGoOnAfterACancelDoes() throws Exception {
        JobProcess process =
                start(script("while [ ! -e go ]; do sleep 0.02; done; exit 7"), path());
        CompletableFuture<ProcessExit> end = awaited(process, true);
        stop.ask(StopReason.CANCEL_REQUESTED);
        Files.createFile(folder.resolve("go"));

        assertThat(end.get()).isEqualTo(new ProcessExit.Exited(7));
    }

    @Test
    void whatRunsOnInTheBackgroundKeepsItsOutput() throws Exception {
        ProcessExit exit =
                run(
                        "(while [ ! -e second ]; do sleep 0.02; done; echo one; echo two; echo three)"
                                + " & echo first");

        assertThat(exit).isEqualTo(new ProcessExit.Exited(0));
        assertThat(output.text()).isEqualTo("first\n");
        Files.createFile(folder.resolve("second"));
        await().atMost(Rows.PATIENCE)
                .untilAsserted(
                        () -> assertThat(output.text()).isEqualTo("first\none\ntwo\nthree\n"));
    }

    /// More than ten times as long as quiet output is awaited.
    @Test
    void whatItPrintedIsTakenHoweverLongThatTakes() throws Exception {
        output.slow(Duration.ofMillis(1200));

        run("(while [ ! -e second ]; do sleep 0.02; done) & seq 30000");

        assertThat(output.text().lines()).hasSize(30_000);
        Files.createFile(folder.resolve("second"));
    }

    @Test
    void whatNeverFallsSilentHoldsNobodyUp() throws Exception {
        run("echo first; (while [ ! -e second ]; do echo more; sleep 0.01; done) &");

        assertThat(output.text()).startsWith("first\n");
        assertThat(output.ended()).isFalse();
        Files.createFile(folder.resolve("second"));
    }

    @Test
    void nobodyWaitsForWhatALostClaimPrinted() throws Exception {
        output.slow(Rows.PATIENCE);
        JobProcess process =
                start(script("(while [ ! -e second ]; do sleep 0.02; done) & seq 3000"), path());
        CompletableFuture<ProcessExit> end = awaited(process, true);
        stop.ask(StopReason.CLAIM_LOST);

        assertThat(end.get(Rows.PATIENCE.toSeconds() / 2, TimeUnit.SECONDS)).isNotNull();
        Files.createFile(folder.resolve("second"));
    }

    ProcessStarter starter(ProcessSession session, String trackingId) {
        return new DirectStarter(session, ProcessScope.NONE);
    }

    private ProcessExit stopOnceItPrints(String script, StopReason reason) throws Exception {
        JobProcess process = start(script(script), path());
        CompletableFuture<ProcessExit> end = awaited(process, false);
        await().atMost(Rows.PATIENCE).until(() -> output.text().contains("ready"));
        stop.ask(reason);
        return end.get();
    }

    private CompletableFuture<ProcessExit> awaited(JobProcess process, boolean survivesCancel) {
        CompletableFuture<ProcessExit> end = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        end.complete(process.await(stop, () -> survivesCancel, Optional.empty()));
                    } catch (InterruptedException e) {
                        end.completeExceptionally(e);
                    }
                });
        return end;
    }

    JobProcess start(String script) throws IOException {
        return start(script(script), path());
    }

    ProcessExit run(String script) throws Exception {
        return start(script(script), path()).await(stop, () -> false, Optional.empty());
    }

    /// As [CollectedOutput] gives it.
    private static String latin(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static List<String> script(String text) {
        return List.of("bash", "-c", text);
    }

    private static Map<String, String> path() {
        return Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    private JobProcess start(List<String> command, Map<String, String> environment)
            throws IOException {
        return JobProcess.start(
                new HostCommand(command, folder, environment),
                trackingId,
                new Launcher(starter(session, trackingId), List.of(), pipes, timeouts),
                output);
    }
}
