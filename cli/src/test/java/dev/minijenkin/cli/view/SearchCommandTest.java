package dev.minijenkin.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The exit codes of `search` are those of grep.
class SearchCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();

    @Test
    void nothingFoundIsOneAndWhateverFailsIsTwo() {
        assertThat(search("heap")).isEqualTo(new Said(1, "Nothing is found.\n"));
        assertThat(search("--regex", "(").status()).isEqualTo(2);
        assertThat(search().status()).isEqualTo(2);
        assertThat(search("heap", "--since", "yesterday").status()).isEqualTo(2);
        assertThat(search("heap", "--pipeline", "no-such").status()).isEqualTo(2);
        assertThat(
                        Said.by(
                                        DatabaseConfiguration.of(
                                                "jdbc:postgresql://127.0.0.1:1/none",
                                                "ana",
                                                "",
                                                "test"),
                                        "search",
                                        "heap")
                                .status())
                .isEqualTo(2);
        assertThat(Said.by(test.configuration(), "search", "remove", "no-such").status())
                .as("a command about saved searches fails as all others do")
                .isEqualTo(1);
    }

    private Said search(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "search";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Said.by(test.configuration(), all);
    }
}
