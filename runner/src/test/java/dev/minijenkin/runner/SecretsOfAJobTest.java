package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.engine.start.CalledFiles;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What jobs get of secrets, and what the world gets of them.
class SecretsOfAJobTest {
    private static final String TOKEN = "tok/en+42 'quoted' \"twice\" & $more=~";
    private static final String PEM =
            "-----BEGIN KEY-----\nMIIEvQIBADANBgkq/hkiG9w0BAQEFAA\nSCBKcwggSj+AgEAAoIBAQC7\n-----END KEY-----";

    private final KeyPair pair = KeyPair.generate(KeyPurpose.RUNNER);
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        bench.database().runInTransaction(tx -> EncryptionKeys.take(tx, pair.publicHalf()));
        runner = bench.runner("oak", folder.resolve("oak"), KeyRing.of(List.of(pair)));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void stepsReadThemWhereTheReferenceAllows() {
        set("TOKEN", Reach.of(bench.repository()), "abc'def");
        set("unused", Reach.ALL, "never asked for");

        RunId run =
                bench.pushSteps(
                        """
                        - env:
                            GIVEN: ${{ secrets.token }}
                            FORMED: ${{ format('<{0}>', secrets.TOKEN) }}
                            MISSING: ${{ secrets.MISSING }}
                          run: |
                            test "$GIVEN" = "abc'def" || exit 1
                            test "$FORMED" = "<abc'def>" || exit 2
                            test -z "$MISSING" || exit 3
                            test "${#GIVEN}" = 7 && echo "is seven letters"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("is seven letters");
    }

    @Test
    void noFormOfThemIsInTheLogOrAnywhereElseInTheDatabase() throws Exception {
        set("TOKEN", Reach.of(bench.repository()), TOKEN);
        set("PEM", Reach.ALL, PEM);
        Path script = folder.resolve("print.sh");
        Files.writeString(
                script,
                """
                printf '%s\\n' "$TOKEN" "a${TOKEN}b" >&2
                printf '%s\\n' "$PEM"
                printf '%s' "$TOKEN" | base64 -w 0; echo
                printf 'x%s' "$TOKEN" | base64 -w 0; echo
                printf 'xy%sz' "$TOKEN" | base64 -w 0; echo
                printf '%s' "$PEM" | base64
                printf '%q\\n' "$TOKEN"
                (set -x; true "$TOKEN")
                first=${TOKEN:0:7}; rest=${TOKEN:7}
                printf '%s' "$first"; sleep 0.7; printf '%s\\n' "$rest"
                for ((i = 0; i < ${#TOKEN}; i++)); do printf '%s' "${TOKEN:i:1}"; sleep 0.02; done; echo
                echo "::warning title=$TOKEN::it is $TOKEN"
                echo "whole=$TOKEN" >> "$GITHUB_OUTPUT"
                echo "summary $TOKEN" >> "$GITHUB_STEP_SUMMARY"
                echo "$PYTHON"
                """);

        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          only:
                            name: prints
                            runs-on: linux
                            outputs:
                              whole: ${{ steps.one.outputs.whole }}
                            steps:
                              - id: one
                                env:
                                  TOKEN: ${{ secrets.TOKEN }}
                                  PEM: ${{ secrets.PEM }}
                                  PYTHON: ${{ toJSON(secrets) }}
                                run: bash %s
                              - run: 'echo ${{ toJSON(secrets.TOKEN) }} > /dev/null; exit 0'
                                if: always()
                              - run: exit 7
                                name: broken
                        """
                                .formatted(script));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.log(bench.job(run)))
                .contains("a***b", "***")
                .anyMatch(l -> l.contains("it is ***"));
        String all = String.join("\n", bench.log(bench.job(run))) + "\n" + bench.dump();
        assertThat(all).contains("prints");
        for (String value :
                List.of(TOKEN, PEM.lines().toList().get(1), PEM.lines().toList().get(2))) {
            for (String form : forms(value)) {
                assertThat(all).as(form).doesNotContain(form);
            }
        }
    }

    /// In other words than those of the product.
    private static List<String> forms(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        forms.add(value);
        forms.add(value.substring(0, value.length() - 4));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(value.replace("\"", "\\\""));
        forms.add(value.replace("'", "'\\''"));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(encoded.substring(4, encoded.length() - 4));
        }
        List<String> all = new ArrayList<>(forms);
        // Bytes are shown so in a dump.
        forms.forEach(
                form -> all.add(HexFormat.of().formatHex(form.getBytes(StandardCharsets.UTF_8))));
        return all;
    }

    @Test
    void thoseOfTheEnvironmentComeFirstAndOnlyToWhoHoldsIt() {
        EnvironmentId prod =
                bench.database()
                        .transaction(tx -> Environments.ensure(tx, bench.repository(), "prod"));
        Reach ofRepository = Reach.of(bench.repository());
        Reach ofProd = new Reach(bench.repository(), prod);
        set("A", Reach.ALL, "all-a");
        set("A", ofRepository, "repository-a");
        set("A", ofProd, "prod-a");
        set("B", Reach.ALL, "all-b");
        set("C", ofProd, "prod-c");
        bench.database()
                .runInTransaction(tx -> {
                    Variables.put(tx, ofRepository, new ValueName("REGION"), "eu");
                    Variables.put(tx, ofProd, new ValueName("region"), "us");
                });

        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          plain:
                            runs-on: linux
                            steps:
                              - run: test '${{ secrets.A }} ${{ secrets.B }} ${{ secrets.C }} ${{ vars.REGION }}' = 'repository-a all-b  eu'
                          deploy:
                            runs-on: linux
                            environment: prod
                            steps:
                              - run: test '${{ secrets.A }} ${{ secrets.B }} ${{ secrets.C }} ${{ vars.REGION }}' = 'prod-a all-b prod-c us'
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aCalledFileGetsWhatItsCallerHandsOver() {
        set("SHOP_TOKEN", Reach.of(bench.repository()), "s3cret");
        set("OTHER", Reach.of(bench.repository()), "0ther");
        String called =
                """
                on:
                  workflow_call:
                %s
                jobs:
                  inner:
                    runs-on: linux
                    steps:
                      - run: test '${{ secrets.TOKEN }}-${{ secrets.SHOP_TOKEN }}-${{ secrets.OTHER }}' = '%s'
                """;
        CalledFiles files =
                target ->
                        new CalledFiles.Answer.Found(
                                (target.toString().contains("named")
                                                ? called.formatted(
                                                        "    secrets: {TOKEN: {required: true}}",
                                                        "s3cret--")
                                                : called.formatted("", "-s3cret-0ther"))
                                        .getBytes(StandardCharsets.UTF_8));

        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          named:
                            uses: ./.mini-jenkin/workflows/named.yml
                            secrets:
                              TOKEN: ${{ secrets.SHOP_TOKEN }}
                          all:
                            uses: ./.mini-jenkin/workflows/all.yml
                            secrets: inherit
                        """,
                        files);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aSecretThatWasMovedFailsTheJobWithTheCause() {
        set("TOKEN", Reach.ALL, "s3cret");
        set("OTHER", Reach.ALL, "0ther");
        bench.execute(
                "update secrets a set ciphertext = b.ciphertext from secrets b where a.name = 'TOKEN' and b.name = 'OTHER'");

        assertFails(
                "Secret TOKEN: It cannot be opened with key "
                        + pair.fingerprint()
                        + ": it was sealed for another place, or changed since. Set it anew");
    }

    @Test
    void aRunnerWithoutTheKeySaysWhichOneItLacks() {
        KeyPair next = KeyPair.generate(KeyPurpose.RUNNER);
        bench.database().runInTransaction(tx -> EncryptionKeys.take(tx, next.publicHalf()));
        bench.database()
                .runInTransaction(tx ->
                        Secrets.put(
                                tx,
                                SealedSecret.of(
                                        next.publicHalf(),
                                        new ValueName("TOKEN"),
                                        Reach.ALL,
                                        "s3cret")));

        assertFails(
                "Secret TOKEN: It is sealed to key "
                        + next.fingerprint()
                        + ", whose private half this process does not hold");
    }

    private void assertFails(String sentence) {
        RunId run = bench.pushSteps("- run: echo never ${{ secrets.TOKEN }}");

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.log(bench.job(run)))
                .anyMatch(line -> line.startsWith("##[error]" + sentence))
                .noneMatch(line -> line.contains("never"));
    }

    private void set(String name, Reach reach, String value) {
        bench.database()
                .runInTransaction(tx ->
                        Secrets.put(
                                tx,
                                SealedSecret.of(
                                        pair.publicHalf(), new ValueName(name), reach, value)));
    }
}
