package dev.minijenkin.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.matcher.ProblemMatchers;
import dev.minijenkin.runner.user.FileRights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandInterpreterTest {
    private final StepEffects effects = new StepEffects(new Masks());
    @TempDir Path workspace;
    private CommandInterpreter interpreter;

    @BeforeEach
    void start() {
        interpreter = interpreter(false, false);
    }

    private CommandInterpreter interpreter(boolean debug, boolean oldWays) {
        return new CommandInterpreter(
                effects,
                new CommandRules(debug, oldWays, new ProblemMatchers(workspace, FileRights.OWN)));
    }

    @Test
    void anErrorBecomesAnAnnotationWithItsPlace() {
        assertThat(
                        interpreter.line(
                                "  ::error file=src/A%2CB.java,line=12,endLine=13,col=4,title=Bad::no%0Agood%25"))
                .contains(List.of("##[error]no\ngood%"));
        assertThat(effects.annotations())
                .containsExactly(
                        new StepAnnotation(
                                StepAnnotation.Level.FAILURE,
                                "Bad",
                                "no\ngood%",
                                "src/A,B.java",
                                12,
                                4,
                                13,
                                0));
    }

    @Test
    void theOldWayMayStandAnywhereInALine() {
        interpreter.line("noise ##[warning file=a%3Bb;line=2]take care");

        assertThat(effects.annotations().getFirst().path()).isEqualTo("a;b");
        assertThat(effects.annotations().getFirst().message()).isEqualTo("take care");
    }

    @Test
    void whatIsNoCommandIsPrintedAsItIs() {
        assertThat(interpreter.line("std::vector<int>::size")).isEmpty();
        assertThat(interpreter.line("::unheard-of::x")).isEmpty();
        assertThat(interpreter.line(":: ::x")).isEmpty();
        assertThat(interpreter.line(":: error::x")).isEmpty();
        assertThat(interpreter.line("::\terror::x")).isEmpty();
        assertThat(interpreter.line("::group")).isEmpty();
    }

    @Test
    void aMaskHidesFromTheNextLineOn() {
        assertThat(interpreter.line("::add-mask::s3cret")).contains(List.of());
        assertThat(effects.masks().apply("is s3cret")).isEqualTo("is ***");
    }

    @Test
    void stoppedCommandsAreTextUntilTheTokenComes() {
        interpreter.line("::stop-commands::tok-EN");

        assertThat(interpreter.line("::error::not one")).isEmpty();
        assertThat(interpreter.line("::tok-EN::")).isEmpty();
        assertThat(effects.annotations()).isEmpty();
        assertThat(interpreter.line("::error::one")).isPresent();
    }

    @Test
    void aTokenThatIsACommandIsRefused() {
        interpreter.line("::stop-commands::error");

        assertThat(effects.failed()).isTrue();
    }

    @Test
    void outputsAreKept() {
        interpreter.line("::set-output name=version::1.2");

        assertThat(effects.outputs()).containsEntry("version", "1.2");
    }

    @Test
    void debugIsShownOnlyWhereAskedFor() {
        assertThat(interpreter.line("::debug::x")).contains(List.of());
        assertThat(interpreter(true, false).line("::debug::x")).contains(List.of("##[debug]x"));
    }

    @Test
    void noMoreThanTenErrorsOfAStepAreKept() {
        for (int i = 0; i < 25; i++) {
            interpreter.line("::error::" + i);
        }
        interpreter.line("::notice::n");

        assertThat(effects.annotations()).hasSize(11);
    }

    @Test
    void settingVariablesByOutputIsAnError() {
        interpreter.line("::set-env name=PATH::/evil");

        assertThat(effects.failed()).isTrue();
        assertThat(effects.environment()).isEmpty();
    }

    @Test
    void settingVariablesByOutputWorksWhereTheJobAllowsIt() {
        interpreter = interpreter(false, true);

        assertThat(interpreter.line("::set-env name=MODE::fast%0A")).contains(List.of());
        assertThat(interpreter.line("::add-path::/opt/tool/bin")).contains(List.of());
        assertThat(effects.failed()).isFalse();
        assertThat(effects.environment()).containsExactly(Map.entry("MODE", "fast\n"));
        assertThat(effects.path()).containsExactly("/opt/tool/bin");

        interpreter.line("::set-env name=NODE_OPTIONS::--require=/evil.js");
        assertThat(effects.failed()).isTrue();
        assertThat(effects.environment()).doesNotContainKey("NODE_OPTIONS");
    }

    @Test
    void commandsAreShownWhereThatIsAskedFor() {
        assertThat(interpreter.line("::save-state name=a::b")).contains(List.of());
        interpreter.line("::echo::on");
        assertThat(interpreter.line("::save-state name=a::b"))
                .contains(List.of("::save-state name=a::b"));
        assertThat(interpreter.line("::add-mask::s3cret")).contains(List.of("::add-mask::***"));
        interpreter.line("::echo::off");
        assertThat(interpreter.line("::set-output name=a::b")).contains(List.of());
        assertThat(interpreter(true, false).line("::set-output name=a::b"))
                .contains(List.of("::set-output name=a::b"));
    }

    @Test
    void aMatcherThatIsNoneFailsTheStep() throws Exception {
        Files.writeString(workspace.resolve("m.json"), "{\"problemMatcher\": [{}]}");

        assertThat(interpreter.line("::add-matcher::m.json"))
                .contains(
                        List.of(
                                "##[error]The problem matcher 'm.json' has a matcher without an owner"));
        assertThat(effects.failed()).isTrue();
        assertThat(interpreter.line("::add-matcher::").orElseThrow().getFirst())
                .startsWith("##[warning]");
        assertThat(interpreter.line("::remove-matcher::").orElseThrow().getFirst())
                .startsWith("##[warning]");
    }
}
