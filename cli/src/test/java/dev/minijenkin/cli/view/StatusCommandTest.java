package dev.minijenkin.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `status` as somebody reads it who has just begun.
class StatusCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();

    @Test
    void whoPushesInVainIsToldWhy() {
        assertThat(Said.by(test.configuration(), "status").text())
                .contains("No run yet")
                .doesNotContain("started nothing");

        try (Database owner = test.open()) {
            owner.transaction(tx -> SampleData.repository(tx, "shop"));
        }
        test.rows()
                .execute(
                        """
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, error, finished_at)
                        select id, 'git', 'vain', 'push', '', 'ignored', 'There is no workflow file', now() from repositories
                        """);

        assertThat(Said.by(test.configuration(), "status").text())
                .contains("No run yet")
                .contains("The newest push of shop started nothing: There is no workflow file");
    }
}
