package dev.minijenkin.db.run.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    private static final Annotation BARE =
            new Annotation(null, 0, AnnotationLevel.NOTICE, "", "Look here", "", 0, 0);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "build"));

    @Test
    void annotationsComeBackAsTheyWereInTheirOrder() {
        Annotation full =
                new Annotation(
                        database.statement(tx -> SampleData.jobOf(tx, run, "build")),
                        3,
                        AnnotationLevel.FAILURE,
                        "Compiler",
                        "Missing semicolon",
                        "src/Main.java",
                        12,
                        5);
        insert(1, List.of(full, BARE));

        assertThat(ofRun(1)).containsExactly(full, BARE);
    }

    @Test
    void whatIsNotThereIsStoredAsNothing() {
        insert(1, List.of(BARE));

        List<Object> row =
                database.statement(tx ->
                        tx.sql()
                                .fetchSingle(
                                        "select job_id, step_number, title, path, line, column_number from annotations")
                                .intoList());
        assertThat(row).containsOnlyNulls();
    }

    @Test
    void eachAttemptHasItsOwn() {
        insert(1, List.of(BARE));
        insert(2, List.of(BARE, BARE));
        insert(2, List.of());

        assertThat(ofRun(1)).hasSize(1);
        assertThat(ofRun(2)).hasSize(2);
        assertThat(ofRun(3)).isEmpty();
    }

    @Test
    void aTextThatPostgresCannotHoldIsShownAllTheSame() {
        insert(
                1,
                List.of(
                        new Annotation(
                                null, 0, AnnotationLevel.WARNING, "\0", "a\0b", "c\0", 1, 1)));

        Annotation stored = ofRun(1).getFirst();
        assertThat(stored.title() + stored.message() + stored.path())
                .isEqualTo("\uFFFDa\uFFFDbc\uFFFD");
    }

    private void insert(int attempt, List<Annotation> annotations) {
        database.transaction(tx -> {
            Annotations.insert(tx, run.id(), attempt, annotations);
            return true;
        });
    }

    private List<Annotation> ofRun(int attempt) {
        return database.statement(tx -> Annotations.ofRun(tx, run.id(), attempt));
    }
}
