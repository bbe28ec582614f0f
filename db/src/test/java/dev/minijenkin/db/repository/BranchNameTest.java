package dev.minijenkin.db.repository;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BranchNameTest {
    @Test
    void whatGitTakesIsTaken() {
        for (String name :
                List.of("main", "release/2.x", "ana/fix-#12", "v1@home", "größe", "a.b")) {
            assertThatCode(() -> BranchName.check(name)).as(name).doesNotThrowAnyException();
        }
    }

    @Test
    void whatGitRefusesIsRefused() {
        for (String name :
                List.of(
                        "",
                        " ",
                        "a b",
                        "a..b",
                        "a~1",
                        "a^",
                        "a:b",
                        "a?",
                        "a*",
                        "a[b",
                        "a\\b",
                        "/a",
                        "a/",
                        "a//b",
                        ".a",
                        "a/.b",
                        "a.",
                        "a.lock",
                        "a.lock/b",
                        "a@{1}",
                        "-a",
                        "a\tb")) {
            assertThatThrownBy(() -> BranchName.check(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
