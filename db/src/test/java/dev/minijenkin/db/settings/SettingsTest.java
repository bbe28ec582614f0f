package dev.minijenkin.db.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void aNewInstallationHasTheUsualSettings() {
        assertThat(read()).isEqualTo(new Settings(Duration.ofSeconds(30), 3));
    }

    @Test
    void whatAnAdministratorChangedCounts() {
        database.statement(tx ->
                tx.sql().execute("update settings set lease_seconds = 7, max_claims_per_job = 9"));

        assertThat(read()).isEqualTo(new Settings(Duration.ofSeconds(7), 9));
    }

    private Settings read() {
        return database.statement(Settings::read);
    }
}
