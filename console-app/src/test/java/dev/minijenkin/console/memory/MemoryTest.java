package dev.minijenkin.console.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final TriggerAnswers ANSWERS =
            new TriggerAnswers("main", Map.of("stage", "preview"));

    @TempDir Path folder;

    @Test
    void whatWasChosenIsThereAtTheNextStart() {
        Remembered.Window window = new Remembered.Window(10, 20, 1200, 800, true);
        Memory memory = open();
        memory.change(known -> known.withTheme("DARK"));
        memory.change(known -> known.withZoom(1.3));
        memory.change(known -> known.withGraph(false));
        memory.change(known -> known.withTimeline(true));
        memory.change(known -> known.withAnswers("shop/deploy.yml", ANSWERS, 50));
        memory.change(known ->
                known.withWatching(
                        known.watching()
                                .toggled("shop / ci")
                                .withNames(Set.of("Ana"))
                                .withDesktop(false)
                                .readUntil("prod", 17)));
        memory.change(known -> known.toggledFilter("state:failure by:ana"));
        memory.change(known -> known.toggledFilter("branch:main"));
        memory.change(known -> known.toggledFilter("since:2d"));
        memory.change(known -> known.toggledFilter("branch:main"));
        memory.changeAtOnce(known -> known.withWindow(window));

        assertThat(open().now())
                .isEqualTo(
                        new Remembered(
                                "DARK",
                                1.3,
                                window,
                                false,
                                true,
                                "shop/deploy.yml",
                                Map.of("shop/deploy.yml", ANSWERS),
                                new Watching(
                                        Set.of("shop / ci"),
                                        Set.of("Ana"),
                                        false,
                                        Map.of("prod", 17L)),
                                List.of("since:2d", "state:failure by:ana")));
    }

    @Test
    void aFileThatIsDamagedIsAsNoneAndIsReplaced() throws IOException {
        for (String damage :
                List.of(
                        "",
                        "{\"theme\": \"DA",
                        "[1, 2]",
                        "null",
                        "{\"zoom\": \"large\"}",
                        "\u0000")) {
            Files.writeString(folder.resolve("console.json"), damage);
            Memory memory = open();
            assertThat(memory.now()).as(damage).isEqualTo(Remembered.nothing());
            memory.change(known -> known.withZoom(2));
            assertThat(open().now().zoom()).isEqualTo(2);
        }
    }

    @Test
    void whatAnotherVersionWroteIsReadAsFarAsItIsKnown() throws IOException {
        Files.writeString(
                folder.resolve("console.json"),
                "{\"theme\": \"LIGHT\", \"zoom\": -3, \"bell\": true, \"answers\": {\"a\": {}}}");
        assertThat(open().now())
                .isEqualTo(
                        new Remembered(
                                "LIGHT",
                                1,
                                null,
                                null,
                                false,
                                "",
                                Map.of("a", new TriggerAnswers("", Map.of())),
                                Watching.nothing(),
                                List.of()));
    }

    @Test
    void theOldestAnswersMakeRoom() {
        Memory memory = open();
        for (String pipeline : List.of("a", "b", "a", "c")) {
            memory.change(known -> known.withAnswers(pipeline, ANSWERS, 2));
        }
        assertThat(memory.now().answers()).containsOnlyKeys("a", "c");
    }

    @Test
    void itIsNobodyElsesBusiness() throws IOException {
        open().change(known -> known.withTheme("DARK"));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("console.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whereItCannotBeKeptNothingFails() throws IOException {
        Path file = Files.createFile(folder.resolve("no folder"));
        Memory memory = Memory.in(file, Runnable::run);
        memory.change(known -> known.withTheme("DARK"));
        assertThat(memory.now().theme()).isEqualTo("DARK");
    }

    @Test
    void itLiesWhereTheDesktopKeepsSettings() {
        assertThat(PersonalFile.folder(Map.of("XDG_CONFIG_HOME", "/home/ana/.settings")))
                .isEqualTo(Path.of("/home/ana/.settings/mini-jenkin"));
        assertThat(PersonalFile.folder(Map.of("HOME", "/home/other")))
                .isEqualTo(Path.of("/home/other/.config/mini-jenkin"));
        assertThat(PersonalFile.folder(Map.of("HOME", "/home/other", "XDG_CONFIG_HOME", "here")))
                .isEqualTo(Path.of("/home/other/.config/mini-jenkin"));
        assertThat(PersonalFile.folder(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".config/mini-jenkin"));
    }

    private Memory open() {
        return Memory.in(folder, Runnable::run);
    }
}
