package dev.minijenkin.console.log.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.log.document.Written;
import dev.minijenkin.db.log.LogPlace;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

/// A long log is there before it has been read.
class JobFeedTest {
    private static final int CHUNKS = 200;

    private final Written written = new Written();
    private final LogRows rows = new LogRows();
    private final LogDocument document = rows.document();
    private final List<LogPlace> missing = new ArrayList<>();
    private final JobFeed feed = new JobFeed(written, Written.job(1));

    JobFeedTest() {
        document.onMissing(missing::add);
    }

    private void take(LogBatch batch) {
        rows.append(batch.pages(), batch.unfinished(), List.of(), batch.ahead());
        batch.peeked().ifPresent(of -> document.fetched(of.place(), of.page()));
        if (batch.whole()) {
            rows.endAhead();
        }
    }

    private void fetchMissing() {
        for (LogPlace place : List.copyOf(missing)) {
            feed.peek(place).ifPresent(of -> document.fetched(of.place(), of.page()));
        }
        missing.clear();
    }

    /// Three lines a chunk, 10 ms apart, and a second from chunk to chunk.
    private void write(int from, int to) {
        for (int chunk = from; chunk < to; chunk++) {
            written.write(
                    1,
                    chunk * 1000L,
                    "\u001b[32mfirst\u001b[0m of " + chunk,
                    "second of " + chunk,
                    "error: third of " + chunk);
        }
    }

    @Test
    void allLinesHaveTheirRowsAndTheLastOnesTheirWordsAtOnce() {
        write(0, CHUNKS);
        take(feed.next());

        assertThat(rows).hasSize(3 * CHUNKS);
        assertThat(document.read()).isEqualTo(12);
        assertThat(document.text(0)).isEqualTo("first of 0");
        assertThat(document.text(3 * CHUNKS - 3)).isEqualTo("first of 199");
        assertThat(document.number(3 * CHUNKS - 1)).isEqualTo(600);
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsLookedAtInTheMiddleIsFetchedByItself() {
        write(0, CHUNKS);
        take(feed.next());

        assertThat(document.text(301)).isEmpty();
        long about = document.time(301);
        fetchMissing();
        assertThat(document.text(300)).isEqualTo("first of 100");
        assertThat(document.text(301)).isEqualTo("second of 100");
        assertThat(document.spans(300)).hasSize(2);
        assertThat(document.time(301) - about).isEqualTo(10);
        assertThat(document.lineAt(document.time(301))).isEqualTo(301);
    }

    @Test
    void readingOnChangesNoRowAndFindsWhatItReports() {
        write(0, CHUNKS);
        take(feed.next());
        List<String> changes = new ArrayList<>();
        rows.addListener((ListChangeListener<Object>) change -> changes.add(change.toString()));
        boolean whole = false;
        while (!whole) {
            LogBatch batch = feed.next();
            take(batch);
            whole = batch.whole();
        }

        assertThat(changes).isEmpty();
        assertThat(document.hasAhead()).isFalse();
        assertThat(document.read()).isEqualTo(3 * CHUNKS);
        assertThat(document.pages().stream().mapToInt(LogPage::errors).sum()).isEqualTo(CHUNKS);
        assertThat(document.text(301)).isEqualTo("second of 100");
    }

    @Test
    void whatIsWrittenMeanwhileStandsBehindIt() {
        write(0, CHUNKS);
        take(feed.next());
        write(CHUNKS, CHUNKS + 2);
        take(feed.next());

        assertThat(rows).hasSize(3 * CHUNKS + 6);
        assertThat(document.text(3 * CHUNKS + 3)).isEmpty();
        fetchMissing();
        assertThat(document.text(3 * CHUNKS + 3)).isEqualTo("first of 201");
    }

    @Test
    void whatComesAtOnceAfterAllWasReadIsThereOnce() {
        write(0, CHUNKS);
        boolean whole = false;
        while (!whole) {
            LogBatch batch = feed.next();
            take(batch);
            whole = batch.whole();
        }
        write(CHUNKS, 2 * CHUNKS);
        take(feed.next());

        assertThat(rows).hasSize(6 * CHUNKS);
        assertThat(document.text(6 * CHUNKS - 3)).isEqualTo("first of 399");
    }

    @Test
    void headingsThatAreFoundTakeTheirPlace() {
        write(0, 4);
        for (int chunk = 4; chunk < CHUNKS; chunk++) {
            written.write(1, chunk * 1000L, "##[group]Part " + chunk, "in it", "##[endgroup]");
        }
        take(feed.next());
        LogBatch batch = feed.next();
        assertThat(batch.groups()).isNotEmpty();
        assertThat(batch.groups().getFirst().line()).isEqualTo(12);
    }

    @Test
    void aShortLogIsReadAtOnce() {
        write(0, 3);
        LogBatch batch = feed.next();
        take(batch);

        assertThat(batch.whole()).isTrue();
        assertThat(batch.ahead()).isEmpty();
        assertThat(rows).hasSize(9);
    }
}
