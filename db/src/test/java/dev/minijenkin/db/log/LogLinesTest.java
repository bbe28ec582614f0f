package dev.minijenkin.db.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final List<String> got = new ArrayList<>();
    private final List<byte[]> raw = new ArrayList<>();
    private final LogLines.Sink sink =
            new LogLines.Sink() {
                @Override
                public void line(Instant at, byte[] bytes, long more) {
                    raw.add(bytes);
                    got.add(
                            at.minusMillis(START.toEpochMilli()).toEpochMilli()
                                    + " "
                                    + new String(bytes, UTF_8)
                                    + (more > 0 ? " +" + more : ""));
                }

                @Override
                public void claimed() {
                    got.add("claimed");
                }
            };
    private LogLines lines = new LogLines();

    @Test
    void aLineThatIsCutComesWholeWithTheTimeAtWhichItBegan() {
        take(1, 0, line("first"), open("half"));
        take(1, 50, open(" and"));
        take(1, 90, line(" half"), line("last"));
        assertThat(got).containsExactly("claimed", "0 first", "0 half and half", "90 last");
    }

    @Test
    void aCharacterThatIsCutIsKept() {
        byte[] euro = "€".getBytes(UTF_8);
        take(1, 0, new LogLine(START, new byte[] {euro[0]}, false));
        take(1, 1, new LogLine(START, new byte[] {euro[1], euro[2]}, true));
        assertThat(got).containsExactly("claimed", "0 €");
    }

    @Test
    void bytesThatAreNoTextStayAsTheyAre() {
        byte[] bytes = {0, (byte) 0xFF, 13, (byte) 0xC3};
        take(1, 0, new LogLine(START, bytes, true));
        assertThat(raw).containsExactly(bytes);
    }

    @Test
    void theLastLineIsToldWhileItIsOpen() {
        assertThat(lines.open()).isEmpty();
        take(1, 7, open("50 %"));
        assertThat(lines.open())
                .hasValueSatisfying(open -> {
                    assertThat(open.at()).isEqualTo(START.plusMillis(7));
                    assertThat(open.bytes()).isEqualTo("50 %".getBytes(UTF_8));
                });
        assertThat(got).containsExactly("claimed");

        lines.end(sink);
        lines.end(sink);
        assertThat(got).containsExactly("claimed", "7 50 %");
        assertThat(lines.open()).isEmpty();
    }

    @Test
    void anEmptyLineThatIsOpenIsALine() {
        take(1, 0, open(""));
        take(1, 5, line(""));
        assertThat(got).containsExactly("claimed", "0 ");
    }

    @Test
    void whatAClaimLeavesOpenEndsWhereTheNextOneBegins() {
        take(1, 0, open("no end"));
        take(2, 10, line("again"));
        assertThat(got).containsExactly("claimed", "0 no end", "claimed", "10 again");
    }

    @Test
    void ofALongLineThatIsCutTheStartIsKeptAndTheRestIsCounted() {
        lines = new LogLines(6);
        take(1, 0, open("0123"));
        take(1, 1, open("4567"));
        take(1, 2, line("89"), line("a whole line is long"));
        assertThat(got).containsExactly("claimed", "0 012345 +4", "2 a whole line is long");
    }

    private void take(long claim, long at, LogLine... written) {
        Instant first = START.plusMillis(at);
        List<LogLine> timed = new ArrayList<>();
        int size = 0;
        for (LogLine line : written) {
            timed.add(new LogLine(first, line.bytes(), line.complete()));
            size += line.bytes().length;
        }
        lines.take(
                new LogChunk(
                        new ClaimId(claim),
                        new JobId(1),
                        LocalDate.of(2026, 11, 23),
                        0,
                        1,
                        1,
                        written.length,
                        false,
                        size,
                        first,
                        LogChunkCodec.encode(first, timed)),
                sink);
    }

    private static LogLine line(String text) {
        return new LogLine(START, text.getBytes(UTF_8), true);
    }

    private static LogLine open(String text) {
        return new LogLine(START, text.getBytes(UTF_8), false);
    }
}
