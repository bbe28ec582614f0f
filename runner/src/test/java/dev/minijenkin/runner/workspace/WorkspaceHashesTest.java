package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceHashesTest {
    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String file :
                List.of("pom.xml", "a/pom.xml", "a/b/pom.xml", "a/notes.txt", "a+b.lock")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "content of " + file);
        }
    }

    @Test
    void isTheHashOfTheHashesInTheOrderOfThePaths() throws Exception {
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("a/b/pom.xml", "a/pom.xml", "pom.xml")) {
            all.update(
                    MessageDigest.getInstance("SHA-256")
                            .digest(("content of " + file).getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(hash("**/pom.xml")).isEqualTo(HexFormat.of().formatHex(all.digest()));
    }

    @Test
    void isEmptyWhereNothingMatches() {
        assertThat(hash("**/gradle.lockfile")).isEmpty();
    }

    @Test
    void aStarStaysWithinAFolder() {
        assertThat(hash("*.xml")).isEqualTo(hash("pom.xml")).isNotEqualTo(hash("**/*.xml"));
        assertThat(hash("a/*/pom.xml")).isEqualTo(hash("a/b/pom.xml"));
    }

    @Test
    void aFolderStandsForAllInIt() {
        assertThat(hash("a")).isEqualTo(hash("a/**")).isNotEmpty();
    }

    @Test
    void exclusionsTakeAway() {
        assertThat(hash("**/pom.xml", "!a/b/**")).isEqualTo(hash("pom.xml", "a/pom.xml"));
        assertThat(hash("**/pom.xml\n!a/b/**")).isEqualTo(hash("pom.xml", "a/pom.xml"));
    }

    @Test
    void otherCharactersMeanThemselves() {
        assertThat(hash("a+b.lock")).isNotEmpty();
        assertThat(hash("aab.lock")).isEmpty();
        assertThat(hash("a[+]b.loc?")).isEqualTo(hash("a+b.lock"));
    }

    @Test
    void fullPathsOfTheWorkspaceWork() {
        assertThat(hash(folder + "/pom.xml")).isEqualTo(hash("pom.xml"));
    }

    private String hash(String... patterns) {
        return new WorkspaceHashes(folder).hash(List.of(patterns));
    }
}
