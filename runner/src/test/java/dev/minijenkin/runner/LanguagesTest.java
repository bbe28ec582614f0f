package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people write in their languages arrives, wherever it stands.
class LanguagesTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;
    private String commit;

    @BeforeEach
    void start() {
        assumeThat(System.getProperty("sun.jnu.encoding"))
                .as("as the launch script starts it")
                .isEqualTo("UTF-8");
        GitFolder git = GitFolder.create(folder);
        commit = git.write("Grüße/日本語.txt", "Привет\n").commit("Grüße");
        git.push("HEAD:refs/heads/main", "HEAD:refs/heads/grüße/日本");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner("oak", 1, folder.resolve("Läufer"));
    }

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
            bench.close();
        }
    }

    @Test
    void everyPlaceTakesEveryLanguage() {
        RunId run =
                bench.pushSteps(
                        """
                        - {uses: actions/checkout@v4, with: {path: Ordner ß, ref: grüße/日本}}
                        - name: Grüße 🦊
                          working-directory: Ordner ß/Grüße
                          env: {GRUSS: Grüße aus 日本, 'ÜBER': ja}
                          run: |
                            cat 日本語.txt; echo "$GRUSS"; env | grep -c '^ÜBER=ja$'
                            git rev-parse --abbrev-ref HEAD
                            echo "SPÄTER=später" >> "$GITHUB_ENV"
                            mkdir -p "$RUNNER_TEMP/bin ß"; printf '#!/bin/sh\\necho gefunden ✓\\n' > "$RUNNER_TEMP/bin ß/fünf"
                            chmod +x "$RUNNER_TEMP/bin ß/fünf"; echo "$RUNNER_TEMP/bin ß" >> "$GITHUB_PATH"
                          id: a
                        - run: |
                            fünf; env | grep '^SPÄTER='; echo "wert=Größe ✓" >> "$GITHUB_OUTPUT"
                            echo "::add-mask::geheim🦊"; echo "das geheim🦊 bleibt"
                          id: b
                        - run: echo "${{ steps.b.outputs.wert }} ${{ hashFiles('**/日本語.txt', '**/G*ße/*') != '' }} ${{ hashFiles('Ordner ß/Grüße/日本語.txt') == hashFiles('**/*.txt') }}"
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "Привет",
                        "Grüße aus 日本",
                        "1",
                        "grüße/日本",
                        "gefunden ✓",
                        "SPÄTER=später",
                        "das *** bleibt",
                        "Größe ✓ true true");
        assertThat(bench.stepStates(run)).contains("Grüße 🦊: SUCCESS/SUCCESS");
    }
}
