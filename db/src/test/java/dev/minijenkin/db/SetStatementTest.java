package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SetStatementTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000002a");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void valuesAndArraysOfEachKindArriveAsTheyAre() {
        SetStatement statement =
                SetStatement.of(
                        """
                        select concat_ws('|', ?::bigint, ?::text, ?::uuid, ?::bigint[], ?::int[], ?::smallint[],
                            ?::boolean[], ?::int[], ?::bigint[], ?::text[], ?::bytea[])
                        """);

        assertThat(
                        one(
                                statement,
                                7L,
                                "it's",
                                ID,
                                new long[] {1, -2},
                                new int[] {},
                                new short[] {3},
                                new boolean[] {true, false},
                                new Integer[] {4, null},
                                new Long[] {null},
                                new String[] {"a,b", null, "{\"}"},
                                new byte[][] {bytes("x"), {}}))
                .isEqualTo(
                        "7|it's|00000000-0000-0000-0000-00000000002a|{1,-2}|{}|{3}|{t,f}|{4,NULL}|{NULL}|{\"a,b\",NULL,\"{\\\"}\"}|{\"\\\\x78\",\"\\\\x\"}");
    }

    /// The driver writes arrays otherwise once it has prepared a statement at the server.
    @Test
    void theyArriveAlikeHoweverOftenItIsSent() {
        SetStatement statement = SetStatement.of("select array_to_string(?::bigint[], '|', '-')");
        for (int i = 0; i < 12; i++) {
            assertThat(one(statement, (Object) new Long[] {1L, null, (long) i}))
                    .isEqualTo("1|-|" + i);
        }
    }

    @Test
    void nothingIsAValueToo() {
        assertThat(one(SetStatement.of("select coalesce(?::text, 'nothing')"), (Object) null))
                .isEqualTo("nothing");
    }

    @Test
    void ofSeveralPartsTheRowsAreThoseOfTheLastWhichSeesWhatTheOthersDid() {
        test.rows().execute("create table steps_of_a_test (word text)");
        SetStatement statement =
                SetStatement.of(
                        "insert into steps_of_a_test values (?)",
                        "update steps_of_a_test set word = word || ?",
                        "select word from steps_of_a_test");

        assertThat(one(statement, "a", "b")).isEqualTo("ab");
        List<String> both =
                database.transaction(tx -> statement.rows(tx, row -> row.getString(1), "c", "d"));
        assertThat(both).containsExactlyInAnyOrder("abd", "cd");
    }

    @Test
    void inAutocommitAPartThatFailsLeavesNothingOfThoseBefore() {
        test.rows().execute("create table steps_of_a_test (word text)");
        SetStatement statement =
                SetStatement.of("insert into steps_of_a_test values (?)", "select 1 / ?::int");

        assertThatThrownBy(() -> one(statement, "a", 0))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("division by zero");
        assertThat(test.rows().texts("select word from steps_of_a_test")).isEmpty();
        assertThat(one(SetStatement.of("select 'the connection is whole'"))).startsWith("the");
    }

    @Test
    void aGroupOfValuesStandsForItsElements() {
        assertThat(SetStatement.values(1, new Object[] {2, null}, new Long[] {3L}, null))
                .containsExactly(1, 2, null, new Long[] {3L}, null);
    }

    @Test
    void itsPlanIsToldWhateverItsValuesAre() {
        assertThat(
                        database.statement(
                                SetStatement.of(
                                                "select from jobs where id = any(?::bigint[])",
                                                "select from runners where id = ?")
                                        ::explain))
                .contains("jobs", "runners");
    }

    private String one(SetStatement statement, @Nullable Object... values) {
        List<String> rows =
                database.statement(tx -> statement.rows(tx, row -> row.getString(1), values));
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
