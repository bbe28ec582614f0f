package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.notify.HintSink;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaTest {
    private final TestDatabase test = TestDatabase.create();
    private final Database database = test.open(HintSink.NONE);

    @AfterAll
    void close() {
        database.close();
        test.close();
    }

    @Test
    void everyTableAndViewSaysWhatItIs() {
        assertThat(
                        texts(
                                """
                                select relname from pg_class
                                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
                                    and not relispartition and relname <> 'flyway_schema_history'
                                    and obj_description(oid, 'pg_class') is null
                                """))
                .isEmpty();
    }

    private List<String> texts(String sql) {
        return database.statement(tx -> tx.sql().fetch(sql).getValues(0, String.class));
    }
}
