package dev.minijenkin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebAddressTest {
    @Test
    void theCommitIsFoundWhereTheRepositoryIsFetched() {
        String expected = "https://git.example.org/shop/web/commit/abc";
        for (String url :
                new String[] {
                    "https://git.example.org/shop/web.git",
                    "https://ana:secret@git.example.org/shop/web",
                    "git@git.example.org:shop/web.git",
                    "ssh://git@git.example.org:2222/shop/web.git"
                }) {
            assertThat(WebAddress.ofCommit(url, "abc")).as(url).contains(expected);
        }
    }

    @Test
    void aFileIsFoundAtItsCommitAsEachHostCallsIt() {
        assertThat(file("git@github.com:shop/web.git", "./src/cart.ts:12:3"))
                .contains("https://github.com/shop/web/blob/abc/src/cart.ts#L12");
        assertThat(file("https://gitlab.example.org/shop/web.git", "src/cart.ts:12"))
                .contains("https://gitlab.example.org/shop/web/-/blob/abc/src/cart.ts#L12");
        assertThat(file("https://codeberg.org/shop/web", "build.gradle:7"))
                .contains("https://codeberg.org/shop/web/src/commit/abc/build.gradle#L7");
        assertThat(file("https://bitbucket.org/shop/web", "build.gradle:7"))
                .contains("https://bitbucket.org/shop/web/src/abc/build.gradle#lines-7");
    }

    @Test
    void whatMayLieElsewhereIsNotOpened() {
        for (String place : new String[] {"/usr/include/a.h:3", "../web/a.ts:3", "a.ts"}) {
            assertThat(file("git@github.com:shop/web.git", place)).as(place).isEmpty();
        }
        assertThat(file("https://git.example.org/shop/web", "a.ts:3"))
                .as("nobody knows how that host calls its files")
                .isEmpty();
        assertThat(file("/srv/git/shop/web.git", "a.ts:3")).isEmpty();
    }

    private static Optional<String> file(String url, String place) {
        return WebAddress.ofFile(url, "abc", place);
    }

    @Test
    void aFolderHasNoAddress() {
        assertThat(WebAddress.ofCommit("/srv/git/shop/web.git", "abc")).isEmpty();
        assertThat(WebAddress.ofCommit("file:///srv/git/shop/web.git", "abc")).isEmpty();
        assertThat(WebAddress.ofCommit("../web.git", "abc")).isEmpty();
    }
}
