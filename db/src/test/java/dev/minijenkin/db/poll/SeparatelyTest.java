package dev.minijenkin.db.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeparatelyTest {
    private final List<String> tried = new ArrayList<>();

    @Test
    void whatWasDoneIsCounted() {
        int done = Separately.each(List.of("a", "b", "c"), item -> !item.equals("b"));
        assertThat(done).isEqualTo(2);
    }

    @Test
    void whoMeetsALockIsLeftToTheNextLook() {
        int done =
                Separately.each(
                        List.of("a", "b", "c"), item -> work(item, "b", unavailable("55P03")));
        assertThat(done).isEqualTo(2);
        assertThat(tried).containsExactly("a", "b", "c");
    }

    @Test
    void whatFailsKeepsNoneAndIsToldOnceAllWereTried() {
        RuntimeException first = new IllegalStateException("the first");
        assertThatThrownBy(() ->
                        Separately.each(List.of("a", "b", "c"), item -> work(item, "a", first)))
                .isSameAs(first);
        assertThat(tried).containsExactly("a", "b", "c");
    }

    @Test
    void whereTheDatabaseIsAwayTheRestIsNotTried() {
        RuntimeException away = unavailable("57P01");
        assertThatThrownBy(() ->
                        Separately.each(List.of("a", "b", "c"), item -> work(item, "b", away)))
                .isSameAs(away);
        assertThat(tried).containsExactly("a", "b");
    }

    private boolean work(String item, String failing, RuntimeException why) {
        tried.add(item);
        if (item.equals(failing)) {
            throw why;
        }
        return true;
    }

    private static DatabaseUnavailableException unavailable(String state) {
        return new DatabaseUnavailableException("told by a test", new SQLException("", state));
    }
}
