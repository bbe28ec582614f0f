package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.instance.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// The trial of messages, small: a server is killed over them.
class WebhookReliabilityTest {
    @Test
    void allMessagesArriveInOrderAndNoneBeforeItsTransaction() {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);

        int exit =
                StressCommand.commandLine(Program.of(Main.class))
                        .setOut(out)
                        .setErr(out)
                        .execute(
                                "webhook-reliability",
                                "--deliveries",
                                "60",
                                "--targets",
                                "2",
                                "--kills",
                                "1");

        assertThat(printed.toString()).contains("60 messages").contains("1 servers killed");
        assertThat(exit).as(printed.toString()).isZero();
    }
}
