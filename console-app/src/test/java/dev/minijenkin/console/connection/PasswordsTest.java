package dev.minijenkin.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A keyring is a command of the desktop: here one that keeps what it is given in a folder.
class PasswordsTest {
    private static final Profile PROFILE =
            new Profile("prod", "db", 5432, "mini_jenkin", "ana", TlsMode.PREFER);
    private static final Profile OTHER =
            new Profile("test", "db", 5432, "mini_jenkin", "ben", TlsMode.PREFER);
    private static final String COMMAND =
            """
            #!/bin/sh
            folder=$(dirname "$0"); verb=$1; shift
            echo "$verb $*" >> "$folder/calls"
            case $1 in --label=*) shift;; esac
            kept=$folder/$(echo "$*" | tr -c 'a-z0-9\\n' _)
            case $verb in
              store) [ -e "$folder/locked" ] && exit 1; cat > "$kept";;
              lookup) [ -e "$kept" ] && cat "$kept" || exit 1;;
              clear) rm -f "$kept";;
            esac
            """;

    @TempDir Path folder;
    private Optional<Keyring> keyring;

    @BeforeEach
    void install() throws IOException {
        Path command = folder.resolve("secret-tool");
        Files.writeString(command, COMMAND);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        keyring = Keyring.find(Map.of("PATH", "/nowhere:" + folder));
    }

    @Test
    void aKeyringOutlivesTheConsole() {
        assertThat(new Passwords(keyring).remember(PROFILE, "tr0ub&dor 'x'", true)).isTrue();
        assertThat(new Passwords(keyring).of(PROFILE)).isEqualTo("tr0ub&dor 'x'");
        assertThat(new Passwords(keyring).of(OTHER)).isEmpty();
    }

    @Test
    void thePasswordIsNoArgumentThatOthersCouldRead() throws IOException {
        new Passwords(keyring).remember(PROFILE, "tr0ub4dor", true);
        assertThat(folder.resolve("calls")).content().doesNotContain("tr0ub4dor");
    }

    @Test
    void memoryForgetsWithTheConsole() {
        Passwords passwords = new Passwords(keyring);
        assertThat(passwords.remember(PROFILE, "secret", false)).isTrue();
        assertThat(passwords.of(PROFILE)).isEqualTo("secret");
        assertThat(new Passwords(keyring).of(PROFILE)).isEmpty();
    }

    @Test
    void aLockedKeyringIsToldAndMemoryStaysRight() throws IOException {
        Files.createFile(folder.resolve("locked"));
        Passwords passwords = new Passwords(keyring);
        assertThat(passwords.remember(PROFILE, "secret", true)).isFalse();
        assertThat(passwords.of(PROFILE)).isEqualTo("secret");
    }

    @Test
    void whatIsForgottenIsForgottenEverywhere() {
        Passwords passwords = new Passwords(keyring);
        passwords.remember(PROFILE, "secret", true);
        passwords.forget(PROFILE);
        assertThat(passwords.of(PROFILE)).isEmpty();
        assertThat(new Passwords(keyring).of(PROFILE)).isEmpty();
    }

    @Test
    void aDesktopWithoutSecretToolHasNone() {
        assertThat(Keyring.find(Map.of("PATH", "/nowhere"))).isEmpty();
        assertThat(new Passwords(Optional.empty()).remember(PROFILE, "secret", true)).isFalse();
    }
}
