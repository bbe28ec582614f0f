package dev.minijenkin.db.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CalledSourcesTest {
    private static final byte[] BYTES = {0, 1, (byte) 0xFF};

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop));

    @Test
    void aCalledFileIsKeptByteForByteOrWithWhyItIsMissing() {
        insert(
                List.of(
                        new CalledSource.Present("./a.yml", BYTES),
                        new CalledSource.Absent("o/r/b.yml@v1", "There is no \0 branch")));

        assertThat(find(run, "./a.yml").orElseThrow())
                .isInstanceOfSatisfying(
                        CalledSource.Present.class,
                        present -> assertThat(present.content()).isEqualTo(BYTES));
        assertThat(find(run, "o/r/b.yml@v1"))
                .contains(new CalledSource.Absent("o/r/b.yml@v1", "There is no \uFFFD branch"));
    }

    @Test
    void filesBelongToTheirRun() {
        Run other = database.transaction(tx -> SampleData.blockedRun(tx, shop));
        insert(List.of(new CalledSource.Present("./a.yml", BYTES)));
        insert(List.of());

        assertThat(find(other, "./a.yml")).isEmpty();
        assertThat(find(run, "./b.yml")).isEmpty();
    }

    private void insert(List<CalledSource> files) {
        database.transaction(tx -> {
            CalledSources.insert(tx, run.id(), files);
            return true;
        });
    }

    private Optional<CalledSource> find(Run of, String name) {
        return database.statement(tx -> CalledSources.find(tx, of.id(), name));
    }
}
