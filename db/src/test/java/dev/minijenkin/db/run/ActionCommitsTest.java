package dev.minijenkin.db.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ActionCommitsTest {
    private static final UsedAction GREET =
            new UsedAction("team/greet", "v1", "0123456789012345678901234567890123456789");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
    private final ClaimId claim = claim();

    @Test
    void whatTheFirstJobFoundCountsForAll() {
        UsedAction moved = new UsedAction(GREET.repository(), GREET.ref(), "f".repeat(40));

        assertThat(keep(GREET)).contains(GREET.commit());
        assertThat(keep(moved)).contains(GREET.commit());
        assertThat(ofRun(1)).containsExactly(GREET);
        assertThat(ofRun(2)).isEmpty();
    }

    @Test
    void nothingIsKeptForAClaimThatIsOver() {
        test.rows().execute("update claims set released_at = now(), outcome = 'runner_lost'");

        assertThat(keep(GREET)).isEmpty();
        assertThat(ofRun(1)).isEmpty();
    }

    @Test
    void whatIsFixedBeforehandCounts() {
        database.runInTransaction(tx -> ActionCommits.fix(tx, run.id(), 1, List.of(GREET)));

        assertThat(keep(new UsedAction(GREET.repository(), GREET.ref(), "f".repeat(40))))
                .contains(GREET.commit());
        assertThat(ofRun(1)).containsExactly(GREET);
    }

    private Optional<String> keep(UsedAction action) {
        return database.transaction(tx -> ActionCommits.keep(tx, claim, action));
    }

    private List<UsedAction> ofRun(int attempt) {
        return database.statement(tx -> ActionCommits.ofRun(tx, run.id(), attempt));
    }

    private ClaimId claim() {
        UUID instance = UUID.randomUUID();
        return database.transaction(tx ->
                        SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance))
                .claim();
    }
}
