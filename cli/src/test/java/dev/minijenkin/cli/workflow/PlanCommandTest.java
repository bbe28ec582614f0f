package dev.minijenkin.cli.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

@Isolated("It takes System.out.")
class PlanCommandTest {
    private static final String FILE =
            """
            on: {push: {branches: [main]}, pull_request: }
            jobs:
              test:
                strategy: {matrix: {os: [linux, mac], include: [{os: mac, fast: true}]}}
                runs-on: ${{ matrix.os }}
                steps: [{run: make}]
              deploy:
                needs: test
                if: github.event_name == 'push' && always()
                runs-on: [self-hosted, linux]
                steps: [{run: make}]
            """;

    @TempDir Path folder;

    @Test
    void theTableShowsEachLegAndWhetherItRuns() throws Exception {
        assertThat(print(0, FILE).lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "JOB NAME RUNS NEEDS RUNS ON",
                        "test test (linux) yes linux",
                        "test test (mac) yes mac",
                        "deploy deploy yes test self-hosted, linux");
    }

    @Test
    void programsGetOneObject() throws Exception {
        assertThat(print(0, FILE, "--json", "--event", "pull_request"))
                .startsWith("{\"file\":")
                .contains("\"valid\":true,\"errors\":[],\"warnings\":[]")
                .contains("\"event\":\"pull_request\",\"ref\":\"refs/heads/main\"")
                .contains(
                        "{\"id\":\"test\",\"name\":\"test (mac)\",\"leg\":\"mac\","
                                + "\"matrix\":{\"os\":\"mac\",\"fast\":true},\"needs\":[],"
                                + "\"runs-on\":[\"mac\"],\"condition\":\"\",\"if\":true,"
                                + "\"calls\":false,\"deferred\":false}")
                .contains("\"needs\":[\"test\"],\"runs-on\":[\"self-hosted\",\"linux\"]")
                .contains("\"if\":false");
    }

    @Test
    void anEventThatStartsNothingIsNoMistake() throws Exception {
        assertThat(print(0, FILE, "--ref", "feature"))
                .isEqualTo("Nothing starts: The branch feature passes no filter of the workflow.");
        assertThat(print(0, FILE, "--ref", "feature", "--json"))
                .contains("\"starts\":false,\"jobs\":[]");
    }

    @Test
    void thePayloadNamesTheRefUnlessTheCallerDoes() throws Exception {
        Path event = folder.resolve("event.json");
        Files.writeString(event, "{\"ref\": \"refs/heads/dev\"}");

        assertThat(print(0, FILE, "--event-file", event.toString())).contains("The branch dev");
        assertThat(print(0, FILE, "--event-file", event.toString(), "--ref", "main"))
                .contains("deploy");
    }

    @Test
    void aFileThatCannotRunSaysWhere() throws Exception {
        String broken = FILE.replace("runs-on: [", "run-on: [");

        assertThat(print(1, broken)).contains(":10:5: error:").contains("^");
        assertThat(print(1, broken, "--json"))
                .contains("\"valid\":false")
                .contains("\"line\":10,\"column\":5,\"message\":");
        assertThat(print(1, FILE.replace("[linux, mac]", "\"${{ fromJSON('[]') }}\"")))
                .contains(":4:")
                .contains("has no values");
    }

    private String print(int exitCode, String workflow, String... more) throws IOException {
        Path file = folder.resolve("ci.yml");
        Files.writeString(file, workflow);
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            assertThat(new CommandLine(new PlanCommand()).execute(arguments.toArray(String[]::new)))
                    .as(() -> printed.toString(UTF_8))
                    .isEqualTo(exitCode);
        } finally {
            System.setOut(usual);
        }
        return printed.toString(UTF_8).strip();
    }
}
