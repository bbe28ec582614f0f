package dev.minijenkin.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExprCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anExpressionMayBeginLikeAnOption() {
        assertThat(run("-1 < 2")).isZero();
        assertThat(run("-1")).isZero();
        assertThat(run("-1.5 == -1.5")).isZero();
        assertThat(run("--", "-1 > 2")).isZero();

        assertThat(out.toString().lines())
                .containsExactly("Boolean true", "Number -1", "Boolean true", "Boolean false");
    }

    @Test
    void whatIsNoExpressionIsShownWithItsPlace() {
        assertThat(run("1 +")).isEqualTo(1);

        assertThat(err.toString()).startsWith("1 +\n  ^ ");
    }

    @Test
    void anOptionThatThereIsNotIsNoOtherOne() {
        assertThat(run("--context", "x", "1")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("expr"));
        all.addAll(List.of(arguments));
        return Main.commandLine("expr")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
