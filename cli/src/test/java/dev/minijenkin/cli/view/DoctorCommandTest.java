package dev.minijenkin.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.doctor.DoctorFinding;
import dev.minijenkin.db.doctor.DoctorFinding.Severity;
import dev.minijenkin.workflow.expression.value.Json;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `doctor` as a person and a cron job use it.
class DoctorCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();

    @Test
    void theExitCodeSaysHowBadItIs() {
        // The PostgreSQL of the tests keeps nothing over a crash.
        assertThat(doctor().text()).contains("NOW  setting-fsync: fsync is off: ");
        assertThat(doctor().status()).isEqualTo(1);
        assertThat(doctor().text()).containsPattern("(?m)^\\d+ found, \\d+ of them hurt now\\.$");
        DoctorFinding soon = new DoctorFinding("a", Severity.SOON, "", "");
        DoctorFinding note = new DoctorFinding("b", Severity.NOTE, "", "");
        assertThat(DoctorCommand.exitCode(List.of(soon, note))).isEqualTo(3);
        assertThat(DoctorCommand.exitCode(List.of(note))).isZero();
        assertThat(DoctorCommand.exitCode(List.of())).isZero();
    }

    @Test
    void whatIsMissingIsNamedWithWhatToDo() {
        test.rows().execute("drop index jobs_open");

        assertThat(doctor().text())
                .contains("NOW  index-missing: The index jobs_open is missing.\n")
                .contains("     Make it again: create index jobs_open on jobs (run_id)")
                .contains("NOTE statements-not-counted: Slow statements were not looked for");
    }

    @Test
    void aProgramGetsJson() {
        String json = Said.by(test.configuration(), "doctor", "--json").text();

        assertThat(Json.parse(json)).isNotNull();
        assertThat(json)
                .startsWith("{")
                .contains("\"id\":\"setting-fsync\"")
                .contains("\"severity\":\"now\"")
                .contains("\"urgent\":true");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidInASentence() {
        DatabaseConfiguration nowhere =
                DatabaseConfiguration.of("jdbc:postgresql://127.0.0.1:1/none", "ana", "", "test");

        Said said = Said.by(nowhere, "doctor");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).startsWith("mini-jenkin: ").doesNotContain("Exception");
    }

    private Said doctor() {
        return Said.by(test.configuration(), "doctor");
    }
}
