package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.RUN_SOURCE_FILES;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/// Statements over `run_source_files`.
public final class CalledSources {
    private CalledSources() {}

    public static void insert(Tx tx, RunId run, List<CalledSource> files) {
        if (!files.isEmpty()) {
            tx.sql()
                    .insertInto(RUN_SOURCE_FILES)
                    .set(files.stream().map(file -> row(tx, run, file)).toList())
                    .execute();
        }
    }

    private static Record row(Tx tx, RunId run, CalledSource file) {
        Record row = tx.sql().newRecord(RUN_SOURCE_FILES);
        row.set(RUN_SOURCE_FILES.RUN_ID, run.value());
        row.set(RUN_SOURCE_FILES.NAME, file.name());
        switch (file) {
            case CalledSource.Present present ->
                    row.set(RUN_SOURCE_FILES.CONTENT, present.content());
            case CalledSource.Absent absent ->
                    row.set(RUN_SOURCE_FILES.FAULT, PostgresText.text(absent.fault()));
        }
        return row;
    }

    public static Optional<CalledSource> find(Tx tx, RunId run, String name) {
        return tx.sql()
                .select(RUN_SOURCE_FILES.CONTENT, RUN_SOURCE_FILES.FAULT)
                .from(RUN_SOURCE_FILES)
                .where(RUN_SOURCE_FILES.RUN_ID.eq(run.value()))
                .and(RUN_SOURCE_FILES.NAME.eq(name))
                .fetchOptional(row ->
                        row.value1() == null
                                ? new CalledSource.Absent(name, row.value2())
                                : new CalledSource.Present(name, row.value1()));
    }
}
