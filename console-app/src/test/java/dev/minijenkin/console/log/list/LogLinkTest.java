package dev.minijenkin.console.log.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.list.LogLink.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinkTest {
    private static List<String> links(String line) {
        return LogLink.in(line).stream()
                .map(link -> line.substring(link.from(), link.to()))
                .toList();
    }

    @Test
    void addressesOfTheWebAreLinksWithoutWhatEndsASentence() {
        assertThat(links("see https://x.org/a?b=1&c=2#d, or (http://y.org/z)."))
                .containsExactly("https://x.org/a?b=1&c=2#d", "http://y.org/z");
        assertThat(links("\"https://x.org/\" 'https://y.org'"))
                .containsExactly("https://x.org/", "https://y.org");
        assertThat(links("nothing: here")).isEmpty();
        assertThat(links("ftp://x.org file:///etc/passwd javascript:alert(1)")).isEmpty();
    }

    @Test
    void placesInFilesAreLinks() {
        assertThat(links("  at tests/gallery.spec.ts:48:58"))
                .containsExactly("tests/gallery.spec.ts:48:58");
        assertThat(links("main.c:12:3: error: no such thing")).containsExactly("main.c:12:3");
        assertThat(links("./src/A.java:7 and B.kt:9")).containsExactly("./src/A.java:7", "B.kt:9");
        assertThat(links("db.example.org:5432 12:30:01 a.b:c")).isEmpty();
        assertThat(links("https://x.org/a.js:12")).containsExactly("https://x.org/a.js:12");
    }

    @Test
    void onlyTheWebIsEverOpened() {
        assertThat(LogLink.target("https://x.org/a")).isEqualTo(new Target.Web("https://x.org/a"));
        assertThat(LogLink.target("HTTP://x.org")).isEqualTo(new Target.Web("HTTP://x.org"));
        for (String other :
                List.of(
                        "file:///etc/passwd",
                        "javascript:alert(1)",
                        "vscode://file/x",
                        "https:",
                        "https:///x",
                        "https://bank.org@evil.org/",
                        "http://x y",
                        "--help",
                        "smb://x/y")) {
            assertThat(LogLink.target(other)).isEqualTo(new Target.Other(other));
        }
    }
}
