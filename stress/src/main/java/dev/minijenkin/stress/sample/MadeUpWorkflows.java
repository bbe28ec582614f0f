package dev.minijenkin.stress.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Workflow files: as people write them, of 1 to 25 KB and always the same ones, and the smallest
/// that a benchmark needs.
public final class MadeUpWorkflows {
    private static final long SEED = 7;
    private static final int LARGEST_MATRIX = 256;

    private MadeUpWorkflows() {}

    /// A file of one job whose steps do nothing.
    ///
    /// @param label of the runners that may carry it out
    public static String oneJob(String name, String label, int steps) {
        return """
        name: %s
        on: push
        jobs:
          only:
            runs-on: [%s]
            steps:
        """
                        .formatted(name, label)
                + "      - run: \"true\"\n".repeat(steps);
    }

    /// A file of so many jobs that need nothing of each other: legs of as few matrices as hold
    /// them.
    ///
    /// @param steps of each, as they stand in the file below `steps:`, at its margin
    public static String legs(String name, String label, int jobs, String steps) {
        StringBuilder text = new StringBuilder("name: %s\non: push\njobs:\n".formatted(name));
        for (int from = 0; from < jobs; from += LARGEST_MATRIX) {
            text.append(
                    """
                      job-%d:
                        runs-on: [%s]
                        strategy:
                          matrix:
                            number: [%s]
                        steps:
                    """
                            .formatted(
                                    from,
                                    label,
                                    IntStream.range(from, Math.min(jobs, from + LARGEST_MATRIX))
                                            .mapToObj(String::valueOf)
                                            .collect(Collectors.joining(", "))));
            text.append(steps.indent(6));
        }
        return text.toString();
    }

    public static List<String> files(int count) {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
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
