package dev.minijenkin.db.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LabelSetsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);

    @Test
    void caseOrderSpacesAndRepetitionsMakeNoOtherSet() {
        int id = intern("linux", "x64");

        assertThat(intern("X64", " Linux ", "linux")).isEqualTo(id);
        assertThat(intern("linux")).isNotEqualTo(id);
        assertThat(LabelSets.normal(List.of("X64", " Linux ", "linux")))
                .containsExactly("linux", "x64");
    }

    @Test
    void aSetIsHintedAtItsFirstSight() {
        int id = intern("linux");
        assertThat(hints).containsExactly(new Hint(Topic.LABEL_SET, id));

        hints.clear();
        intern("linux");
        assertThat(hints).isEmpty();
    }

    @Test
    void severalSetsAreInternedTogetherWhetherKnownOrNot() {
        int known = intern("linux");
        List<String> gpu = List.of("gpu", "linux");
        List<String> mac = List.of("mac");

        Map<List<String>, Integer> ids =
                database.statement(tx -> LabelSets.intern(tx, Set.of(List.of("linux"), gpu, mac)));

        assertThat(ids)
                .containsEntry(List.of("linux"), known)
                .containsOnlyKeys(List.of("linux"), gpu, mac);
        assertThat(ids.values()).doesNotHaveDuplicates();
        Map<List<String>, Integer> none =
                database.statement(tx -> LabelSets.intern(tx, Set.<List<String>>of()));
        assertThat(none).isEmpty();
    }

    @Test
    void aRunnerServesTheSetsOfWhichItHasEveryLabel() {
        int linux = intern("linux");
        int both = intern("linux", "x64");
        intern("linux", "gpu");
        intern("mac");

        assertThat(servedBy("X64", "Linux", "self-hosted")).containsExactly(linux, both);
        assertThat(servedBy("windows")).isEmpty();
        assertThat(servedBy()).isEmpty();
    }

    @Test
    void twoThatSeeASetForTheFirstTimeAtOnceGetOneId() {
        CompletableFuture<Integer> second;
        int first;
        try (var open =
                OpenTransaction.begin(database, tx -> LabelSets.intern(tx, List.of("linux")))) {
            second = OpenTransaction.heldUp(database, tx -> LabelSets.intern(tx, List.of("linux")));
            first = open.value();
        }

        assertThat(second.join()).isEqualTo(first);
    }

    private int intern(String... labels) {
        return database.statement(tx -> LabelSets.intern(tx, List.of(labels)));
    }

    private List<Integer> servedBy(String... labels) {
        return database.statement(tx -> LabelSets.servedBy(tx, List.of(labels)));
    }
}
