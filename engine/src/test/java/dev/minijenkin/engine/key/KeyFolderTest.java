package dev.minijenkin.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    private final KeyPair one = KeyPair.generate(KeyPurpose.RUNNER);
    private final KeyPair other = KeyPair.generate(KeyPurpose.RUNNER);
    private final KeyPair ofServer = KeyPair.generate(KeyPurpose.SERVER);
    @TempDir private Path temporary;

    @Test
    void aKeyIsReadAgainByItsOwnerAlone() throws IOException {
        KeyFolder folder = new KeyFolder(temporary.resolve("home/keys"));
        Path file = folder.write(one);
        folder.write(other);
        folder.write(ofServer);

        assertThat(file).hasFileName("runner-" + one.fingerprint() + ".key");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.folder())).isEqualTo("rwx------");
        assertThat(folder.read(KeyPurpose.RUNNER, "").fingerprints())
                .containsExactlyInAnyOrder(one.fingerprint(), other.fingerprint());
        assertThat(folder.read(KeyPurpose.SERVER, "").fingerprints())
                .containsExactly(ofServer.fingerprint());
        try (var files = Files.list(folder.folder())) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void keysOfAVariableComeBesideThoseOfTheFolder() {
        KeyFolder folder = new KeyFolder(temporary.resolve("keys"));
        String given = one.privateText() + "\n" + other.privateText() + "\n";

        assertThat(folder.read(KeyPurpose.RUNNER, given).fingerprints())
                .containsExactlyInAnyOrder(one.fingerprint(), other.fingerprint());
        assertThat(folder.read(KeyPurpose.RUNNER, " ").fingerprints())
                .isEqualTo(KeyRing.NONE.fingerprints());
    }

    @Test
    void aKeyThatOthersCouldReadIsNotUsed() throws IOException {
        KeyFolder folder = new KeyFolder(temporary.resolve("keys"));
        Path file = folder.write(one);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> folder.read(KeyPurpose.RUNNER, ""))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("chmod 600");
    }

    @Test
    void whatIsNoKeyIsNamedAndNotQuoted() throws IOException {
        KeyFolder folder = new KeyFolder(temporary.resolve("keys"));
        Path file = folder.write(one);
        Files.writeString(file, "notakey");

        assertThatThrownBy(() -> folder.read(KeyPurpose.RUNNER, ""))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("notakey");
        Files.delete(file);
        assertThatThrownBy(() -> folder.read(KeyPurpose.SERVER, "notakey"))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("private key of the server")
                .hasMessageNotContaining("notakey");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
