package dev.minijenkin.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `history export`
class HistoryCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @TempDir private Path folder;

    @Test
    void aStretchOfThePastBecomesOneFile() throws IOException {
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        Path page = folder.resolve("slice.html");
        Path rows = folder.resolve("slice.json");

        assertThat(say("history", "export", "--from", "2h", page.toString()))
                .isEqualTo(new Said(0, page + "\n"));
        assertThat(say("history", "export", "--from", "2h", rows.toString()).status()).isZero();

        assertThat(Files.readString(page))
                .startsWith("<!doctype html>")
                .contains("\"job\": \"build\"");
        assertThat(Files.readString(rows)).startsWith("{").contains("\"job\": \"build\"");
        assertThat(say("history", "export", "--from", "1h", "--to", "2h", page.toString()))
                .isEqualTo(new Said(1, "mini-jenkin: --from is to be before --to.\n"));
        Path nowhere = folder.resolve("nowhere").resolve("slice.html");
        assertThat(say("history", "export", "--from", "1h", nowhere.toString()).text())
                .startsWith("mini-jenkin: '" + nowhere + "' could not be written: ");
    }

    private Said say(String... arguments) {
        return Said.by(test.configuration(), arguments);
    }
}
