package dev.minijenkin.console.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {
    private static final Profile PRODUCTION =
            new Profile("prod", "db.example.org", 5433, "mini jenkin", "ana", TlsMode.VERIFY_FULL);
    private static final Profile LOCAL =
            new Profile("local", "localhost", 5432, "mini_jenkin", "ana", TlsMode.DISABLE);

    @TempDir Path folder;

    @Test
    void whatIsSavedIsReadAgainInItsOrder() {
        ProfileFile file = new ProfileFile(folder.resolve("deep/er/connections.json"));
        file.write(List.of(PRODUCTION, LOCAL));
        assertThat(file.read()).containsExactly(PRODUCTION, LOCAL);
    }

    @Test
    void oneIsFoundByItsNameAndWhatIsNotThereIsSaid() {
        ProfileFile file = ProfileFile.in(folder);
        assertThatThrownBy(() -> file.find("prod"))
                .hasMessage("There is no saved connection \"prod\"; none is saved");
        file.write(List.of(PRODUCTION, LOCAL));
        assertThat(file.find("local")).isEqualTo(LOCAL);
        assertThatThrownBy(() -> file.find("staging"))
                .hasMessage("There is no saved connection \"staging\"; there are: prod, local");
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        Path path = folder.resolve("connections.json");
        Files.writeString(path, "{}");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        new ProfileFile(path).write(List.of(PRODUCTION));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingSavedIsNoProfile() {
        assertThat(new ProfileFile(folder.resolve("none.json")).read()).isEmpty();
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Path path = folder.resolve("connections.json");
        Files.writeString(path, "{\"connections\": [{\"name\": \"half");
        assertThatThrownBy(() -> new ProfileFile(path).read())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(path.toString());
    }

    @Test
    void aProfileIsAnAddressForTheDriver() {
        assertThat(PRODUCTION.configuration("secret").url())
                .isEqualTo("jdbc:postgresql://db.example.org:5433/mini+jenkin?sslmode=verify-full");
        assertThat(PRODUCTION.configuration("secret").password()).isEqualTo("secret");
        assertThat(
                        new Profile("six", "::1", 5432, "d", "ana", TlsMode.PREFER)
                                .configuration("")
                                .url())
                .isEqualTo("jdbc:postgresql://[::1]:5432/d?sslmode=prefer");
        assertThat(Profile.of(PRODUCTION.configuration("secret")))
                .contains(
                        new Profile(
                                "db.example.org",
                                "db.example.org",
                                5433,
                                "mini jenkin",
                                "ana",
                                TlsMode.VERIFY_FULL));
    }
}
