package dev.minijenkin.console.log.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.ansi.AnsiState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PagePackingTest {
    @Test
    void whateverIsPackedOpensAsItWas() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            LogPageBuilder builder = new LogPageBuilder();
            int lines = random.nextInt(200);
            List<Long> times = new ArrayList<>();
            boolean mixed = random.nextBoolean();
            AnsiState[] terminals = {new AnsiState(), new AnsiState(), new AnsiState()};
            List<Integer> numbers = new ArrayList<>();
            List<byte[]> raw = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                byte[] line = new byte[random.nextInt(300)];
                random.nextBytes(line);
                byte[] coloured =
                        ("\u001b[3"
                                        + random.nextInt(8)
                                        + "m\u001b[48;5;"
                                        + random.nextInt(256)
                                        + "m")
                                .getBytes(StandardCharsets.UTF_8);
                byte[] whole = new byte[line.length + coloured.length];
                System.arraycopy(coloured, 0, whole, 0, coloured.length);
                System.arraycopy(line, 0, whole, coloured.length, line.length);
                raw.add(whole);
                // Clocks of runners go back, too.
                times.add(random.nextBoolean() ? random.nextLong() >> 2 : 1_700_000_000_000L + i);
                numbers.add(random.nextInt());
                if (mixed) {
                    builder.of(i % 3, numbers.getLast(), terminals[i % 3]);
                }
                builder.line(times.getLast(), whole, 0);
            }
            LogPage page = builder.build();
            PageText text = page.open();
            assertThat(page.size()).isEqualTo(lines);
            assertThat(text.size()).isEqualTo(lines);
            LogPageBuilder one = new LogPageBuilder();
            AnsiState[] again = {new AnsiState(), new AnsiState(), new AnsiState()};
            for (int i = 0; i < lines; i++) {
                assertThat(text.time(i)).isEqualTo(times.get(i));
                assertThat(text.job(i)).isEqualTo(mixed ? i % 3 : 0);
                if (mixed) {
                    assertThat(text.origins().numbers()[i]).isEqualTo(numbers.get(i));
                    one.of(0, 1, again[i % 3]);
                }
                // Alone in its page a line is the same.
                one.line(0, raw.get(i), 0);
                PageText alone = one.build().open();
                assertThat(text.line(i)).isEqualTo(alone.line(0));
                assertThat(text.spans(i)).isEqualTo(alone.spans(0));
            }
        }
    }

    @Test
    void aLogTakesATenthOfItsBytes() {
        LogPageBuilder builder = new LogPageBuilder();
        int raw = 0;
        for (int i = 0; i < 4096; i++) {
            byte[] line =
                    "INFO  [worker-%d] indexed document %d of the collection, took %d ms"
                            .formatted(i % 4, i * 7, i % 90)
                            .getBytes(StandardCharsets.UTF_8);
            raw += line.length;
            builder.line(1_700_000_000_000L + i * 3L, line, 0);
        }
        LogPage page = builder.build();
        assertThat(page.bytes()).isLessThan(raw / 4);
        assertThat(builder.isFull()).isFalse();
    }

    @Test
    void aPageIsFullBeforeItIsDearToOpen() {
        LogPageBuilder builder = new LogPageBuilder();
        int lines = 0;
        while (!builder.isFull()) {
            builder.line(0, "x".repeat(1000).getBytes(StandardCharsets.UTF_8), 0);
            lines++;
        }
        assertThat(lines).isLessThan(400);
    }
}
