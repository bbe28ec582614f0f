package dev.minijenkin.console.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// By a program that stands in for the desktop's, in a home of the test's own.
class DesktopLinksTest {
    @TempDir private Path folder;
    private Path home;
    private Path programs;

    @BeforeEach
    void make() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        programs = Files.createDirectory(folder.resolve("bin"));
    }

    @Test
    void theDesktopIsToldWhichProgramOpensALink() throws IOException {
        program("xdg-mime", "printf '%s\\n' \"$@\" > \"$HOME/told\"");
        program("update-desktop-database", "printf '%s' \"$1\" > \"$HOME/indexed\"");
        Path file = links().register(List.of("/opt/mini-jenkin/bin/mini-jenkin"));
        Path applications = home.resolve(".local/share/applications");
        assertThat(file).isEqualTo(applications.resolve("mini-jenkin.desktop"));
        assertThat(Files.readAllLines(file))
                .startsWith("[Desktop Entry]")
                .contains(
                        "Exec=/opt/mini-jenkin/bin/mini-jenkin console --link %u",
                        "MimeType=x-scheme-handler/mini-jenkin;", "Terminal=false");
        assertThat(Files.readAllLines(home.resolve("told")))
                .containsExactly("default", "mini-jenkin.desktop", "x-scheme-handler/mini-jenkin");
        assertThat(home.resolve("indexed")).hasContent(applications.toString());

        links().register(List.of("/usr/bin/mini-jenkin"));
        assertThat(Files.readString(file)).as("replaced").contains("Exec=/usr/bin/mini-jenkin ");
        try (var files = Files.list(applications)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theFolderOfTheUsersDataIsWhereTheySay() throws IOException {
        program("xdg-mime", "exit 0");
        Path data = folder.resolve("data");
        DesktopLinks links =
                new DesktopLinks(
                        Map.of(
                                "PATH",
                                path(),
                                "HOME",
                                home.toString(),
                                "XDG_DATA_HOME",
                                data.toString()));
        assertThat(links.register(List.of("mini-jenkin")))
                .isEqualTo(data.resolve("applications/mini-jenkin.desktop"));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void whatIsOddInAPathOpensNothingElse() {
        assertThat(DesktopLinks.entry(List.of("/home/a b/50% $HOME`id`\"\\x/mini-jenkin")))
                .contains(
                        "Exec=\"/home/a b/50%% \\\\$HOME\\\\`id\\\\`\\\\\"\\\\\\\\x/mini-jenkin\" console --link %u\n");
    }

    @Test
    void aDesktopWithoutTheProgramOrThatRefusesIsSaid() throws IOException {
        assertThatThrownBy(() -> links().register(List.of("mini-jenkin")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there is no xdg-mime");
        assertThat(home).as("nothing is written").isEmptyDirectory();
        program("xdg-mime", "echo 'no method available' >&2; exit 3");
        assertThatThrownBy(() -> links().register(List.of("mini-jenkin")))
                .hasMessage("xdg-mime did not take it: no method available");
    }

    private DesktopLinks links() {
        return new DesktopLinks(Map.of("PATH", path(), "HOME", home.toString()));
    }

    /// Only what the test has put there, and a shell for that.
    private String path() {
        return programs.toString();
    }

    private void program(String name, String script) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
