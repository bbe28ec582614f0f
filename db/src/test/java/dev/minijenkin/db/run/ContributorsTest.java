package dev.minijenkin.db.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ContributorsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));

    @Test
    void whoPushedToTheRepositoryItselfIsKnownThereAndNowhereElse() {
        insert("ana", "push");

        assertThat(hasPushed(shop, "ana")).isTrue();
        assertThat(hasContributed(shop, "ana")).isTrue();
        assertThat(hasPushed(docs, "ana")).isFalse();
        assertThat(hasContributed(docs, "ana")).isFalse();
        assertThat(hasContributed(shop, "eve")).isFalse();
    }

    @Test
    void aPullRequestCountsOnceAnOperatorLetItsRunGoOn() {
        Run run = insert("eve", "pull_request");
        assertThat(hasContributed(shop, "eve")).isFalse();

        test.rows()
                .execute(
                        "update pipeline_runs set started_at = now() where id = "
                                + run.id().value());

        assertThat(hasContributed(shop, "eve")).isTrue();
        assertThat(hasPushed(shop, "eve")).isFalse();
    }

    @Test
    void whatAnybodyMayDoThereMakesNobodyKnown() {
        Run run = insert("eve", "issue_comment");
        test.rows()
                .execute(
                        "update pipeline_runs set started_at = now() where id = "
                                + run.id().value());

        assertThat(hasContributed(shop, "eve")).isFalse();
    }

    @Test
    void aNameThatPostgresCannotHoldIsKnownByNobody() {
        assertThat(hasContributed(shop, "a\0na")).isFalse();
    }

    private Run insert(String actor, String event) {
        return database.transaction(
                tx -> new SampleRun().by(actor).because(event).insert(tx, shop));
    }

    private boolean hasPushed(RepositoryId repository, String login) {
        return database.statement(tx -> Contributors.hasPushed(tx, repository, login));
    }

    private boolean hasContributed(RepositoryId repository, String login) {
        return database.statement(tx -> Contributors.hasContributed(tx, repository, login));
    }
}
