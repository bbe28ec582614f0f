package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
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

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
