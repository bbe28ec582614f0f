package dev.minijenkin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aFolderHasNoAddress() {
        assertThat(WebAddress.ofCommit("/srv/git/shop/web.git", "abc")).isEmpty();
        assertThat(WebAddress.ofCommit("file:///srv/git/shop/web.git", "abc")).isEmpty();
        assertThat(WebAddress.ofCommit("../web.git", "abc")).isEmpty();
    }
}
