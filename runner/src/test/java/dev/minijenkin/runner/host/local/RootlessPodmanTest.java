package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootlessPodmanTest {
    @TempDir Path folder;

    @Test
    void isThereForWhoIsListedAndHasThePrograms() throws IOException {
        Files.writeString(folder.resolve("subuid"), "ana:100000:65536\n1007:165536:65536\n");
        assertThat(podman("ana", "1006").isThere()).isFalse();

        install("podman");
        install("newuidmap");

        assertThat(podman("ana", "1006").isThere()).isTrue();
        assertThat(podman("ben", "1007").isThere()).isTrue();
        assertThat(podman("an", "100").isThere()).isFalse();
    }

    @Test
    void nobodyIsListedWhereThereIsNoList() throws IOException {
        install("podman");
        install("newuidmap");

        assertThat(podman("ana", "1006").isThere()).isFalse();
    }

    private RootlessPodman podman(String user, String uid) {
        return new RootlessPodman(folder.toString(), folder.resolve("subuid"), user, uid);
    }

    private void install(String program) throws IOException {
        Files.createFile(
                folder.resolve(program),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
