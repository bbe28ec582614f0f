package dev.minijenkin.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.TestProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The trials of `mini-jenkin stress` that kill, pause and cut real processes, small.
@Order(1)
class ReliabilityScenariosTest {
    @TempDir private Path folder;

    /// By its seed a pause that is longer than the lease, a kill, a cut, then a crash of
    /// PostgreSQL.
    @Test
    void noJobIsLostOrToldTwiceWhereRunnersAreKilledAndCutOff() throws IOException {
        assertThat(
                        heldOf(
                                "worker-failures",
                                "--jobs 100 --runners 3 --capacity 2 --every 2000 --restart 4 --lease 4 --seed 81"))
                .contains("held: each job ended, and well")
                .contains("held: nothing that a dead claim wrote was kept");
    }

    /// By its seed a pause that is longer than the lease, a kill, and a hold.
    @Test
    void noTwoDeploymentsLiveAtOnceWhereTheirHoldersAreKilledAndCutOff() throws IOException {
        assertThat(
                        heldOf(
                                "deploy-contention",
                                "--deployments 14 --environments 2 --runners 2 --long 3 --every 4000 --lease 4 --seed 51"))
                .contains("held: no script of a deployment wrote after the next one had begun");
    }

    @Test
    void eachWatcherGetsEachByteOnce() throws IOException {
        assertThat(heldOf("log-volume", "--megabytes 4 --watchers 3 --cut 1000"))
                .contains(
                        "held: each watcher got each byte of each line once and in order",
                        "held: whoever reads it afterwards gets the same");
    }

    @Test
    void allMessagesArriveInOrderAndNoneBeforeItsTransaction() throws IOException {
        assertThat(heldOf("webhook-reliability", "--deliveries 60 --targets 2 --kills 1"))
                .contains("60 messages")
                .contains("1 servers killed")
                .contains("held: all messages arrive");
    }

    /// What it says; its page says the same, and how to play it again.
    private String heldOf(String scenario, String options) throws IOException {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        Path page = folder.resolve(scenario + ".html");

        int exit =
                StressCommand.commandLine(TestProgram.get())
                        .setOut(out)
                        .setErr(out)
                        .execute(
                                Stream.concat(
                                                Stream.of(scenario, "--html", page.toString()),
                                                Arrays.stream(options.split(" ")))
                                        .toArray(String[]::new));

        assertThat(exit).as(printed.toString()).isZero();
        assertThat(Files.readString(page))
                .contains("<h2>All held</h2>", "./mini-jenkin stress " + scenario + " --");
        return printed.toString();
    }
}
