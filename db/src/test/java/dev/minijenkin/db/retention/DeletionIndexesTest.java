package dev.minijenkin.db.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeletionIndexesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();

    /// Else each row that is deleted reads all of a table that refers to it. An index that leaves
    /// out the rows that refer to nothing is enough.
    @Test
    void whateverRefersToARowThatRetentionDeletesHasAnIndexOfIt() {
        assertThat(
                        test.rows()
                                .texts(
                                        """
                                        select k.conrelid::regclass || '.' || a.attname
                                        from pg_constraint k
                                        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                                        where k.contype = 'f' and k.confrelid::regclass::text in (
                                                'pipeline_runs', 'jobs', 'claims', 'hook_deliveries', 'commands',
                                                'webhooks_outbox', 'deployments', 'artifacts', 'runners')
                                            and not exists (
                                                select from pg_index i
                                                where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1]
                                                    and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid)
                                                        = '(' || a.attname || ' IS NOT NULL)'))
                                        order by 1
                                        """))
                .isEmpty();
    }
}
