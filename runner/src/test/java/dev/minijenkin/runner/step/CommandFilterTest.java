package dev.minijenkin.runner.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.command.CommandInterpreter;
import dev.minijenkin.runner.command.CommandRules;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.log.LineSplitter;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.matcher.ProblemMatchers;
import dev.minijenkin.runner.user.FileRights;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Commands in output that comes in pieces of any size.
class CommandFilterTest {
    private static final List<String> OUTPUT =
            List.of(
                    "first\n",
                    "::notice::Grüße %0A zwei\n",
                    "  ::set-output name=a::1\r\n",
                    "ten\r",
                    "::set-output name=b::2\r",
                    "::debug::x\r",
                    "twenty\r\n",
                    "\r\n",
                    ":: error::no command\n",
                    "::unheard::of\n",
                    ":\n",
                    "::\n",
                    "#\n",
                    "##[\n",
                    "##[set-output name=c]3\n",
                    "std::cout ## [x]\n",
                    "::stop-commands::tok\n",
                    "::error::text\n",
                    "::tok::\n",
                    "::add-mask::🦊fox\n",
                    "the 🦊fox\n",
                    "::set-output name=d::last");
    private static final List<String> LOG =
            List.of(
                    "first",
                    "##[notice]Grüße ",
                    " zwei",
                    "ten\rtwenty\r",
                    "\r",
                    ":: error::no command",
                    "::unheard::of",
                    ":",
                    "::",
                    "#",
                    "##[",
                    "std::cout ## [x]",
                    "::stop-commands::tok",
                    "::error::text",
                    "::tok::",
                    "the ***",
                    "");

    @Test
    void howTheOutputIsCutMakesNoDifference() {
        Taken whole = new Taken(64 * 1024);
        byte[] output = String.join("", OUTPUT).getBytes(StandardCharsets.UTF_8);
        whole.take(output, new Random(0), output.length);
        assertThat(whole.effects.outputs())
                .containsEntry("a", "1")
                .containsEntry("b", "2")
                .containsEntry("c", "3")
                .containsEntry("d", "last");
        assertThat(whole.effects.annotations()).hasSize(1);
        assertThat(whole.log()).isEqualTo(String.join("\n", LOG));

        for (int seed = 1; seed <= 300; seed++) {
            Taken cut = new Taken(1 + seed % 40);
            cut.take(output, new Random(seed), 1 + seed % 9);
            assertThat(cut.log()).as("seed " + seed).isEqualTo(whole.log());
            assertThat(cut.effects.outputs()).as("seed " + seed).isEqualTo(whole.effects.outputs());
        }
    }

    @Test
    void aMaskOfAnyLengthIsNotShownAndHides() {
        String secret = "s3cret".repeat(12_000);
        Taken taken = new Taken(64 * 1024);
        taken.take("::add-mask::" + secret + "\nthis: " + secret + "!\n");

        assertThat(taken.log()).isEqualTo("this: ***!\n");
    }

    @Test
    void aMaskBehindTextThatWasShownAlreadyIsNotShown() {
        for (String end : List.of("\n", "\r\n", "\r", "")) {
            Taken taken = new Taken(64 * 1024);
            taken.bytes("working… ");
            taken.release();
            taken.bytes("##[add-mask]s3cret" + end);
            taken.splitter.end();

            assertThat(taken.log()).as(end).isEqualTo("working… \n");
            assertThat(taken.effects.masks().occurIn("s3cret")).as(end).isTrue();
        }
    }

    @Test
    void aLineOfWhichTheBeginningWasShownIsNoCommand() {
        Taken taken = new Taken(64 * 1024);
        taken.bytes("std");
        taken.release();
        taken.bytes("::error::x\n");

        assertThat(taken.log()).isEqualTo("std::error::x\n");
        assertThat(taken.effects.annotations()).isEmpty();
    }

    @Test
    void aCommandThatIsTooLongIsNeitherShownNorIgnored() {
        Taken taken = new Taken(64 * 1024);
        taken.take("::add-mask::" + "x".repeat(CommandFilter.MOST + 70_000) + "\nnext\n");

        assertThat(taken.log())
                .startsWith("##[error]The command 'add-mask' is longer than")
                .endsWith(": it was not carried out\nnext\n")
                .hasSizeLessThan(200);
        assertThat(taken.effects.failed()).isTrue();
    }

    @Test
    void aLongLineThatOnlyBeginsLikeACommandIsShown() {
        String line = "::notes::" + "x".repeat(200_000);
        Taken taken = new Taken(64 * 1024);
        taken.take(line + "\n");

        assertThat(taken.log()).isEqualTo(line + "\n");
    }

    /// What came of some output.
    private static final class Taken implements CommandFilter.Sink {
        private final StepEffects effects = new StepEffects(new Masks());
        private final CommandFilter filter =
                new CommandFilter(
                        new CommandInterpreter(
                                effects,
                                new CommandRules(
                                        false,
                                        false,
                                        new ProblemMatchers(Path.of("/nowhere"), FileRights.OWN))),
                        this);
        private final LineSplitter splitter;
        private final ByteArrayOutputStream log = new ByteArrayOutputStream();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Taken(int longestPiece) {
            splitter = new LineSplitter(longestPiece, filter::piece);
        }

        void take(String output) {
            bytes(output);
            splitter.end();
        }

        /// In parts of at most so many bytes; now and then what is open is shown.
        void take(byte[] output, Random random, int most) {
            int at = 0;
            while (at < output.length) {
                int to = Math.min(output.length, at + 1 + random.nextInt(most));
                splitter.bytes(Arrays.copyOfRange(output, at, to), to - at);
                if (random.nextBoolean()) {
                    release();
                }
                at = to;
            }
            splitter.end();
        }

        void bytes(String output) {
            byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
            splitter.bytes(bytes, bytes.length);
        }

        void release() {
            if (splitter.hasOpen() && !filter.maybeCommand(splitter.peekOpen())) {
                splitter.flushOpen();
            }
        }

        @Override
        public void text(byte[] bytes, boolean endsLine) {
            line.writeBytes(bytes);
            if (endsLine) {
                line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }

        @Override
        public void line(String shown) {
            assertThat(line.size() == 0 || shown.equals(line.toString(StandardCharsets.UTF_8)))
                    .isTrue();
            log.writeBytes((effects.masks().apply(shown) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String log() {
            return log.toString(StandardCharsets.UTF_8);
        }
    }
}
