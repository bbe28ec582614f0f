package dev.minijenkin.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `repository` as an administrator uses it on what is registered.
class RepositoryCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();

    @BeforeEach
    void register() {
        try (Database owner = test.open()) {
            owner.transaction(tx -> SampleData.repository(tx, "shop"));
        }
    }

    @Test
    void aRepositoryIsChangedInWhatIsNamedAlone() {
        String url = test.rows().text("select url from repositories");

        assertThat(change("--github-folder")).isEqualTo(new Said(0, "Changed shop.\n"));
        assertThat(repository()).isEqualTo("t|main|" + url);
        assertThat(change("--branch", "trunk").status()).isZero();
        assertThat(change("--no-github-folder").status()).isZero();
        assertThat(repository()).isEqualTo("f|trunk|" + url);
        assertThat(change("--url", "https://git.example.org/shop.git").status()).isZero();
        assertThat(repository()).isEqualTo("f|trunk|https://git.example.org/shop.git");
    }

    @Test
    void whatCannotBeIsSaidAndChangesNothing() {
        String before = repository();

        assertThat(change("--branch", "a..b", "--github-folder").text())
                .contains("\"a..b\" is no name that a branch can have in git");
        assertThat(change().status()).isEqualTo(2);
        assertThat(Said.by(test.configuration(), "repository", "change", "web", "--github-folder"))
                .extracting(Said::text)
                .asString()
                .contains("There is no repository \"web\"");

        assertThat(repository()).isEqualTo(before);
    }

    private Said change(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "repository";
        words[1] = "change";
        words[2] = "shop";
        System.arraycopy(options, 0, words, 3, options.length);
        return Said.by(test.configuration(), words);
    }

    private String repository() {
        return test.rows()
                .text("select reads_github_folder, default_branch, url from repositories");
    }
}
