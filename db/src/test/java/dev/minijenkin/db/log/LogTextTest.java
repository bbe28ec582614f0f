package dev.minijenkin.db.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @AutoClose private final LogBench log = new LogBench();

    @Test
    void aTextHasAllLinesWhereverChunksEnd() {
        log.print(0, "a", "b");
        log.print(1, "c", "d…");
        log.print(1, "D", "", "f…");

        assertThat(whole()).isEqualTo("a\nb\nc\ndD\n\nf");
    }

    @Test
    void whatAnEarlierClaimLeftOpenEndsBeforeTheNextBegins() {
        log.print(1, "first", "half a l…");
        log.claimAgain();
        log.print(1, "first", "whole");
        log.claimAgain();
        log.print(1, "third…");

        assertThat(whole()).isEqualTo("first\nhalf a l\nfirst\nwhole\nthird");
    }

    @Test
    void itsLengthAndThePlacesOfItsChunksAreKnownBeforeTheyAreRead() {
        log.print(0, "ä", "b…");
        log.claimAgain();
        log.print(0, "c");
        log.print(0, "d");
        LogText text = text();

        assertThat(text.length()).isEqualTo(whole().getBytes(UTF_8).length);
        assertThat(text.chunks())
                .extracting(LogText.Place::offset, LogText.Place::end)
                .containsExactly(tuple(0L, 5L), tuple(5L, 7L), tuple(7L, 9L));
        for (int i = 0; i < text.chunks().size(); i++) {
            LogText.Place place = text.chunks().get(i);
            assertThat(read(text, i, 1))
                    .singleElement()
                    .satisfies(bytes ->
                            assertThat((long) bytes.length)
                                    .isEqualTo(place.end() - place.offset()));
        }
    }

    @Test
    void oneLookReadsTheChunksOfOneClaimAndNoMoreThanIsAskedFor() {
        log.print(0, "a");
        log.print(0, "b");
        log.print(0, "c");
        log.claimAgain();
        log.print(0, "d");
        LogText text = text();

        assertThat(texts(read(text, 0, 2))).containsExactly("a\n", "b\n");
        assertThat(texts(read(text, 1, 9))).containsExactly("b\n", "c\n");
        assertThat(texts(read(text, 3, 9))).containsExactly("d\n");
    }

    @Test
    void aJobThatPrintedNothingHasAnEmptyText() {
        assertThat(text()).isEqualTo(new LogText(List.of(), 0));
    }

    private LogText text() {
        return log.database.transaction(tx -> LogText.of(tx, log.job()));
    }

    private List<byte[]> read(LogText text, int from, int count) {
        return log.database.transaction(tx -> text.read(tx, from, count));
    }

    private static List<String> texts(List<byte[]> chunks) {
        return chunks.stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }

    private String whole() {
        LogText text = text();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int next = 0;
        while (next < text.chunks().size()) {
            List<byte[]> read = read(text, next, 100);
            read.forEach(whole::writeBytes);
            next += read.size();
        }
        return whole.toString(UTF_8);
    }
}
