package dev.minijenkin.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.mask.Masks;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandInterpreterTest {
    private final StepEffects effects = new StepEffects(new Masks());
    private final CommandInterpreter interpreter = new CommandInterpreter(effects, false);

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
        assertThat(new CommandInterpreter(effects, true).line("::debug::x"))
                .contains(List.of("##[debug]x"));
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
}
