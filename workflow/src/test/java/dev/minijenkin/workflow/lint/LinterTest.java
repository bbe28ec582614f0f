package dev.minijenkin.workflow.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinterTest {
    private static final String CALLED =
            """
            on:
              workflow_call:
                inputs:
                  level: {type: number, required: true}
                  dry: {type: boolean}
                  text: {type: string}
                secrets:
                  TOKEN: {required: true}
                  OTHER:
            jobs: {a: {runs-on: linux, steps: [{run: x}]}}
            """;

    private static List<String> problems(Linter linter, String text) {
        return linter.lint("ci.yml", text).problems().stream()
                .filter(problem -> !problem.message().contains("is not carried out"))
                .map(Problem::toString)
                .toList();
    }

    private static List<String> call(String job) {
        Map<String, String> files =
                Map.of(
                        "w/called.yml", CALLED,
                        "w/other.yml", "on: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}",
                        "w/broken.yml", "on: push");
        return problems(
                Linter.ofFiles()
                        .with((RepositoryFiles) path -> Optional.ofNullable(files.get(path))),
                "on: push\njobs:\n  a:\n" + job.indent(4));
    }

    @Test
    void aReportIsOneJsonObject() {
        assertThat(Linter.ofFiles().lint("a/ü.yml", "on: push\njobs: {a: {runs_on: l}}").toJson())
                .isEqualTo(
                        "{\"file\":\"a/\\u00FC.yml\",\"valid\":false,\"errors\":["
                                + "{\"line\":2,\"column\":11,\"message\":\"`runs-on` or `uses` is missing in the job `a`\"},"
                                + "{\"line\":2,\"column\":12,\"message\":\"Unknown key `runs_on` in the job `a`; did you mean `runs-on`?\"}],"
                                + "\"warnings\":[{\"line\":2,\"column\":8,\"message\":\"The job `a` has no steps, so runs are refused\"}]}");
        assertThat(
                        Linter.ofFiles()
                                .lint("x", "on: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}")
                                .toJson())
                .isEqualTo("{\"file\":\"x\",\"valid\":true,\"errors\":[],\"warnings\":[]}");
    }

    @Test
    void jobsThatNoRunnerCanTakeAreNamed() {
        Linter linter =
                Linter.ofFiles()
                        .with(RunnerLabels.of(List.of(List.of("Linux", "x64"), List.of("gpu"))));
        assertThat(
                        problems(
                                linter,
                                """
                                on: push
                                jobs:
                                  a: {runs-on: [linux, X64], steps: [{run: x}]}
                                  b: {runs-on: [linux, gpu], steps: [{run: x}]}
                                  c: {runs-on: mac, steps: [{run: x}]}
                                  d: {runs-on: '${{ vars.POOL }}', steps: [{run: x}]}
                                """))
                .containsExactly(
                        "ci.yml:4:17: warning: No registered runner has the labels `linux` and `gpu` together, so the job `b` would wait",
                        "ci.yml:5:16: warning: No registered runner has the label `mac`, so the job `c` would wait");
    }

    @Test
    void callsAreHeldAgainstWhatTheCalledFileDeclares() {
        assertThat(
                        call(
                                """
                                uses: ./w/called.yml
                                with: {LEVEL: 3, dry: '${{ true }}', text: 5}
                                secrets: {token: x}
                                """))
                .isEmpty();
        assertThat(
                        call(
                                "uses: ./w/called.yml\nwith: {level: high, dry: 'true', txt: 1}\nsecrets: inherit"))
                .containsExactly(
                        "ci.yml:5:19: error: The input `level` must be a number, not a text",
                        "ci.yml:5:30: error: The input `dry` must be true or false, not a text",
                        "ci.yml:5:38: error: The called workflow has no input `txt`; did you mean `text`?");
        assertThat(call("uses: ./w/called.yml\nsecrets: {X: y}"))
                .containsExactly(
                        "ci.yml:4:11: error: The called workflow requires the input `level`",
                        "ci.yml:4:11: error: The called workflow requires the secret `TOKEN`",
                        "ci.yml:5:15: error: The called workflow has no secret `X`");
    }

    @Test
    void whatCannotBeCalledIsAnError() {
        assertThat(call("uses: ./w/other.yml"))
                .singleElement()
                .asString()
                .contains("cannot be called");
        assertThat(call("uses: ./w/broken.yml"))
                .singleElement()
                .asString()
                .startsWith(
                        "ci.yml:4:11: error: The called workflow is not valid: ./w/broken.yml:1:1");
        assertThat(call("uses: ./w/nowhere.yml")).as("perhaps not checked out").isEmpty();
    }
}
