package dev.minijenkin.pipeline.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Measures how many files a second one warm thread lints. A program, not a test.
///
/// Arguments: a folder with workflow files, or nothing for 1,500 made-up files of 1 to 25 KB.
final class LintSpeed {
    private static final int FILES = 1500;
    private static final int ROUNDS = 12;

    private LintSpeed() {}

    public static void main(String[] arguments) throws IOException {
        List<String> texts = arguments.length > 0 ? read(Path.of(arguments[0])) : made();
        long characters = texts.stream().mapToLong(String::length).sum();
        System.out.printf(
                "%d files, %.1f KB on average%n", texts.size(), characters / 1024.0 / texts.size());
        Linter linter = Linter.ofFiles();
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            int valid = 0;
            for (String text : texts) {
                valid += linter.lint("ci.yml", text).valid() ? 1 : 0;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "round %d: %.3f s, %.0f files/s, %.1f MB/s, %d valid%n",
                    round, seconds, texts.size() / seconds, characters / 1e6 / seconds, valid);
        }
    }

    private static List<String> read(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> path.toString().matches(".*\\.ya?ml")).toList()) {
                texts.add(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static List<String> made() {
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            texts.add(file(i, random));
        }
        return texts;
    }

    private static String file(int number, Random random) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                name: Made up %d
                on:
                  push:
                    branches: [main, 'release/**']
                    paths-ignore: ['**.md', docs/**]
                  pull_request:
                    types: [opened, synchronize, reopened]
                  workflow_dispatch:
                    inputs:
                      level: {description: How much, type: choice, options: [low, high], default: low}
                permissions:
                  contents: read
                concurrency:
                  group: ${{ github.workflow }}-${{ github.ref }}
                  cancel-in-progress: ${{ github.event_name == 'pull_request' }}
                env:
                  CARGO_TERM_COLOR: always
                jobs:
                """
                        .formatted(number));
        int jobs = 1 + random.nextInt(random.nextInt(5) == 0 ? 9 : 3);
        for (int job = 0; job < jobs; job++) {
            text.append(
                    """
                      job%d:
                        name: Build ${{ matrix.os }} with ${{ matrix.version }}
                        runs-on: ${{ matrix.os }}
                        if: github.event_name != 'schedule' || contains(github.ref, 'release')
                        timeout-minutes: 30
                        strategy:
                          fail-fast: false
                          matrix:
                            os: [ubuntu-latest, windows-latest, macos-latest]
                            version: [17, 21, 25]
                            include:
                              - os: ubuntu-latest
                                experimental: true
                        steps:
                          - uses: actions/checkout@v4
                            with:
                              fetch-depth: 0
                          # Keeps what was downloaded.
                          - uses: actions/cache@v4
                            with:
                              path: ~/.m2/repository
                              key: ${{ runner.os }}-maven-${{ hashFiles('**/pom.xml') }}
                              restore-keys: |
                                ${{ runner.os }}-maven-
                    """
                            .formatted(job));
            for (int step = random.nextInt(12); step >= 0; step--) {
                text.append(
                        """
                              - name: Step %d of the job
                                id: step%d
                                if: ${{ !cancelled() && matrix.experimental != true }}
                                env:
                                  TOKEN: ${{ secrets.GITHUB_TOKEN }}
                                  LEVEL: ${{ inputs.level || 'low' }}
                                run: |
                                  set -euo pipefail
                                  echo "Building on ${{ matrix.os }} for ${{ github.repository }}"
                                  ./mvnw --batch-mode --no-transfer-progress verify \\
                                    -Dversion=${{ matrix.version }} -Dlevel="$LEVEL"
                                  echo "result=$(cat target/result.txt)" >> "$GITHUB_OUTPUT"
                        """
                                .formatted(step, step));
            }
        }
        return text.toString();
    }
}
