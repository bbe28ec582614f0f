package dev.minijenkin.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.cli.part.CommandFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotenvFileTest {
    @TempDir private Path folder;

    @Test
    void readsWhatPeopleWrite() throws IOException {
        assertThat(
                        read(
                                """
                                # a comment

                                PLAIN=a b  # and why
                                export SHOWN = yes
                                HASH=a#b
                                EMPTY=
                                SINGLE='as $it \\n is'
                                DOUBLE="two\\nlines \\"quoted\\"" # why
                                KEY="-----BEGIN-----
                                abc
                                -----END-----"
                                YAML: like
                                LAST=x=y\
                                """))
                .isEqualTo(
                        Map.of(
                                "PLAIN", "a b",
                                "SHOWN", "yes",
                                "HASH", "a#b",
                                "EMPTY", "",
                                "SINGLE", "as $it \\n is",
                                "DOUBLE", "two\nlines \"quoted\"",
                                "KEY", "-----BEGIN-----\nabc\n-----END-----",
                                "YAML", "like",
                                "LAST", "x=y"));
        assertThat(read("")).isEmpty();
        assertThat(read("A=1\r\nB=2\r\n")).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void namesTheLineThatIsNone() {
        assertThatThrownBy(() -> read("A=1\n\nhush hush\n"))
                .isInstanceOf(CommandFailureException.class)
                .hasMessageEndingWith(":2: here should be NAME=VALUE.")
                .hasMessageNotContaining("hush");
    }

    private Map<String, String> read(String text) throws IOException {
        return DotenvFile.read(Files.writeString(folder.resolve("file"), text));
    }
}
