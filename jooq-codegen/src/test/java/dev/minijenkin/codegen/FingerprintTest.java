package dev.minijenkin.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir private Path migrations;
    @TempDir private Path output;

    @Test
    void isTheSameWhileTheMigrationsAreTheSame() throws IOException {
        Files.writeString(migrations.resolve("V1__a.sql"), "select 1");
        Fingerprint.of(migrations).recordIn(output);

        assertThat(Fingerprint.of(migrations)).isEqualTo(Fingerprint.recordedIn(output));
    }

    @Test
    void changesWithAMigrationsContentAndName() throws IOException {
        Path first = Files.writeString(migrations.resolve("V1__a.sql"), "select 1");
        Fingerprint before = Fingerprint.of(migrations);

        Files.writeString(first, "select 2");
        Fingerprint changed = Fingerprint.of(migrations);
        Files.move(first, migrations.resolve("V2__a.sql"));

        assertThat(changed).isNotEqualTo(before);
        assertThat(Fingerprint.of(migrations)).isNotEqualTo(changed);
    }

    @Test
    void differsFromTheRecordOfAnEmptyOutput() throws IOException {
        assertThat(Fingerprint.recordedIn(output)).isNotEqualTo(Fingerprint.of(migrations));
    }
}
