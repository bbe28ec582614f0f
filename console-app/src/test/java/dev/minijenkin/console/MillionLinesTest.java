package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A log that is longer than anybody reads.
class MillionLinesTest {
    private static final Logger LOG = LoggerFactory.getLogger(MillionLinesTest.class);
    private static final int LINES = 1_000_000;
    private static final long MEBIBYTE = 1024 * 1024;
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void aMillionLinesAreOpenedScrolledAndSearched() throws SQLException, TimeoutException {
        try (TestDatabase database = TestDatabase.create()) {
            long[] ids;
            List<String> lines = Browser.log(LINES);
            String hits =
                    "%,d lines"
                            .formatted(
                                    lines.stream()
                                            .filter(line -> line.contains("lazy images"))
                                            .count());
            try (ShopData shop = new ShopData(database.configuration())) {
                shop.month();
                ids = shop.runs().open();
                shop.log(ids[1], lines);
            }
            try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
                bench.await("Needs a person");
                long before = used();
                long start = System.nanoTime();
                bench.go(new Place.LogPlace(new RunId(ids[0]), new JobId(ids[1])));
                ListView<?> list = bench.find(".log-list", ListView.class);
                bench.awaitThat(
                        "lines in sight",
                        () ->
                                list.lookupAll(".log-cell").stream()
                                                .filter(cell -> !((ListCell<?>) cell).isEmpty())
                                                .count()
                                        > 20);
                long first = System.nanoTime();
                bench.awaitThat("all lines", () -> list.getItems().size() > LINES - 10);
                long all = System.nanoTime();
                long bytes = used() - before;

                ConsoleBench.onFx(() -> {
                    list.scrollTo(list.getItems().size() - 1);
                    return true;
                });
                bench.await("1000000");
                long scrolled = System.nanoTime();
                Region thumb =
                        ConsoleBench.onFx(
                                () -> (Region) list.lookup(".scroll-bar:vertical .thumb"));
                // However long the log is, its place can be seen and held.
                assertThat(thumb.getHeight()).isGreaterThanOrEqualTo(30);
                TextField search = bench.find(".log-search .text-field", TextField.class);
                ConsoleBench.onFx(() -> {
                    search.setText("lazy images");
                    return true;
                });
                bench.await(hits);
                long found = System.nanoTime();

                LOG.warn(
                        "A million lines: first after {} ms, all after {} ms ({} MiB), end shown after {} ms, searched in {} ms",
                        (first - start) / 1_000_000,
                        (all - start) / 1_000_000,
                        bytes / MEBIBYTE,
                        (scrolled - all) / 1_000_000,
                        (found - scrolled) / 1_000_000);
                // The text alone is 100 MB: it is kept packed, and open only where it is looked at.
                assertThat(bytes).isLessThan(80 * MEBIBYTE);
            }
        }
    }

    @Test
    void twoOfThemStandSideBySide() throws SQLException, TimeoutException {
        try (TestDatabase database = TestDatabase.create()) {
            long[] ids;
            try (ShopData shop = new ShopData(database.configuration())) {
                shop.month();
                ids = shop.runs().open();
                List<String> lines = Browser.log(LINES);
                shop.log(ids[1], lines, START, 1);
                shop.log(ids[2], lines, START, 1);
            }
            try (ConsoleBench bench = ConsoleBench.open(database.configuration())) {
                bench.await("Needs a person");
                long before = used();
                long start = System.nanoTime();
                bench.go(new Place.BesidePlace(new RunId(ids[0]), new JobId(ids[1])));
                choose(bench, ids[2]);
                List<ListView<?>> lists = lists(bench);
                bench.awaitThat(
                        "all lines of both",
                        () -> lists.stream().allMatch(list -> list.getItems().size() > LINES - 10));
                long all = System.nanoTime();
                long bytes = used() - before;
                long longest = scroll(bench, lists.getFirst());
                LOG.warn(
                        "Two million lines: all after {} ms ({} MiB), a step of both within {} ms",
                        (all - start) / 1_000_000,
                        bytes / MEBIBYTE,
                        longest / 1_000_000);
                assertThat(bytes).isLessThan(160 * MEBIBYTE);

                int last = lists.getFirst().getItems().size() - 1;
                ConsoleBench.onFx(() -> {
                    lists.getFirst().requestFocus();
                    lists.getFirst().getSelectionModel().clearAndSelect(last);
                    lists.getFirst().scrollTo(last);
                    return true;
                });
                bench.awaitThat(
                        "the other is there too",
                        () -> lists.getLast().getSelectionModel().getSelectedIndex() == last);
            }
        }
    }

    /// Through all of it, as by the scroll bar.
    ///
    /// @return how long the longest step took, nanoseconds
    private static long scroll(ConsoleBench bench, ListView<?> list) {
        long longest = 0;
        for (int step = 1; step <= 200; step++) {
            int row = (int) (step * 7_919L * 97 % LINES);
            long took =
                    ConsoleBench.onFx(() -> {
                        long now = System.nanoTime();
                        list.scrollTo(row);
                        bench.console().scene().getRoot().layout();
                        return System.nanoTime() - now;
                    });
            longest = Math.max(longest, took);
        }
        return longest;
    }

    private static void choose(ConsoleBench bench, long job) {
        ComboBox<?> other =
                ConsoleBench.onFx(() ->
                        bench.console().scene().getRoot().lookupAll(".combo-box").stream()
                                .filter(node -> "The other log".equals(node.getAccessibleText()))
                                .map(node -> (ComboBox<?>) node)
                                .findFirst()
                                .orElseThrow());
        String named = "job=JobId[value=%d]".formatted(job);
        bench.awaitThat(
                "the other log is offered",
                () -> other.getItems().stream().anyMatch(item -> item.toString().contains(named)));
        ConsoleBench.onFx(() -> {
            for (int i = 0; i < other.getItems().size(); i++) {
                if (other.getItems().get(i).toString().contains(named)) {
                    other.getSelectionModel().select(i);
                }
            }
            return true;
        });
    }

    private static List<ListView<?>> lists(ConsoleBench bench) {
        return ConsoleBench.onFx(() -> {
            List<ListView<?>> lists = new ArrayList<>();
            bench.console()
                    .scene()
                    .getRoot()
                    .lookupAll(".beside-pane .log-list")
                    .forEach(node -> lists.add((ListView<?>) node));
            return lists;
        });
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
