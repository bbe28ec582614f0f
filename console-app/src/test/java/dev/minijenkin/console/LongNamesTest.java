package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Names of jobs are whatever people write: none takes the place of where and how long it ran.
@TestInstance(Lifecycle.PER_CLASS)
class LongNamesTest {
    private static final List<String> NAMES =
            List.of(
                    "compatibility with everything that was ever released ".repeat(4).strip(),
                    "在所有受支持的浏览器和操作系统上运行端到端测试并上传结果".repeat(7),
                    "تشغيل جميع الاختبارات على كل المتصفحات المدعومة ".repeat(4).strip(),
                    "🚀 deploy 👩‍👩‍👧‍👦 to 🇪🇺 production ✅ ".repeat(6).strip());

    private TestDatabase database;
    private ConsoleBench bench;
    private RunId run;
    private List<JobId> jobs;

    @BeforeAll
    void open() throws SQLException, TimeoutException {
        database = TestDatabase.create();
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            long[] ids = shop.runs().named(NAMES);
            run = new RunId(ids[0]);
            jobs = Arrays.stream(ids).skip(1).mapToObj(JobId::new).toList();
            for (JobId job : jobs) {
                shop.log(job.value(), Browser.log(60));
            }
        }
        bench = ConsoleBench.open(database.configuration());
    }

    @AfterAll
    void close() {
        bench.close();
        database.close();
    }

    @Test
    void aLogSaysWhereAndHowLongItsJobRanWhateverItsName() throws IOException {
        for (int width : new int[] {1000, 1440}) {
            bench.resize(width, 700, 1);
            for (int i = 0; i < jobs.size(); i++) {
                String name = NAMES.get(i);
                bench.go(new Place.LogPlace(run, jobs.get(i)));
                bench.await(name);
                bench.await("4 errors");
                assertThat(bench.settled(CutTexts::in)).as("%s at %d", name, width).isEmpty();
                List<String> wanted = width < 1440 ? List.of("1:18") : List.of("oak-03", "1:18");
                bench.awaitThat(
                        "%s at %d says %s".formatted(name, width, wanted),
                        () -> facts().containsAll(wanted));
                bench.screenshot("log-name-" + i + "-" + width);
            }
        }
    }

    @Test
    void aRunIsReadWhateverItsJobsAreCalled() throws IOException {
        for (int width : new int[] {1000, 1440}) {
            bench.resize(width, 700, 1);
            bench.go(new Place.RunsPlace(""));
            bench.go(new Place.RunPlace(run));
            bench.await(NAMES.getFirst());
            assertThat(bench.settled(CutTexts::in)).as("at %d", width).isEmpty();
            bench.screenshot("run-names-" + width);
        }
    }

    /// What the head of the log says of the job, as far as it can be read. On the FX thread.
    private List<String> facts() {
        return bench.console().scene().getRoot().lookupAll(".facts .label").stream()
                .map(Label.class::cast)
                .filter(label -> label.isVisible() && label.getWidth() > 1)
                .filter(label -> !label.isTextTruncated())
                .map(Label::getText)
                .toList();
    }
}
