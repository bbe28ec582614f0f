package dev.minijenkin.db.run.annotation;

import static dev.minijenkin.db.schema.Tables.ANNOTATIONS;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements over `annotations`.
public final class Annotations {
    private Annotations() {}

    public static void insert(Tx tx, RunId run, int attempt, List<Annotation> annotations) {
        var rows =
                annotations.stream()
                        .map(annotation -> {
                            var row = tx.sql().newRecord(ANNOTATIONS);
                            row.set(ANNOTATIONS.RUN_ID, run.value());
                            row.set(ANNOTATIONS.ATTEMPT, attempt);
                            row.set(
                                    ANNOTATIONS.JOB_ID,
                                    annotation.job() == null ? null : annotation.job().value());
                            row.set(ANNOTATIONS.STEP_NUMBER, positive(annotation.stepNumber()));
                            row.set(ANNOTATIONS.LEVEL, EnumWords.of(annotation.level()));
                            row.set(
                                    ANNOTATIONS.TITLE,
                                    present(PostgresText.text(annotation.title())));
                            row.set(ANNOTATIONS.MESSAGE, PostgresText.text(annotation.message()));
                            row.set(
                                    ANNOTATIONS.PATH,
                                    present(PostgresText.text(annotation.path())));
                            row.set(ANNOTATIONS.LINE, positive(annotation.line()));
                            row.set(ANNOTATIONS.COLUMN_NUMBER, positive(annotation.column()));
                            return row;
                        })
                        .toList();
        if (!rows.isEmpty()) {
            tx.sql().insertInto(ANNOTATIONS).set(rows).execute();
        }
    }

    public static List<Annotation> ofRun(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .selectFrom(ANNOTATIONS)
                .where(ANNOTATIONS.RUN_ID.eq(run.value()))
                .and(ANNOTATIONS.ATTEMPT.eq(attempt))
                .orderBy(ANNOTATIONS.ID)
                .fetch(row ->
                        new Annotation(
                                row.get(ANNOTATIONS.JOB_ID) == null
                                        ? null
                                        : new JobId(row.get(ANNOTATIONS.JOB_ID)),
                                orZero(row.get(ANNOTATIONS.STEP_NUMBER)),
                                EnumWords.parse(AnnotationLevel.class, row.get(ANNOTATIONS.LEVEL)),
                                orEmpty(row.get(ANNOTATIONS.TITLE)),
                                row.get(ANNOTATIONS.MESSAGE),
                                orEmpty(row.get(ANNOTATIONS.PATH)),
                                orZero(row.get(ANNOTATIONS.LINE)),
                                orZero(row.get(ANNOTATIONS.COLUMN_NUMBER))));
    }

    private static @Nullable Integer positive(int value) {
        return value > 0 ? value : null;
    }

    private static @Nullable String present(String value) {
        return value.isEmpty() ? null : value;
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
