package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.container.PodSource;
import dev.minijenkin.testing.Rows;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole jobs in pods, by the real client and its protocol.
class JobPodsTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private FakeKubernetes kubernetes;

    @SuppressWarnings("NullAway.Init") // Begun by each test, once the cluster is as it shall be.
    private Runner runner;

    @BeforeEach
    void start() throws IOException {
        kubernetes = new FakeKubernetes(Files.createDirectory(folder.resolve("cluster")));
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        Files.writeString(
                folder.resolve("pod.yaml"),
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: job, labels: {team: builds}}
                spec:
                  serviceAccountName: builder
                  imagePullSecrets: [{name: registry}]
                  containers:
                    - name: job
                      image: ci:1
                      resources: {limits: {memory: 512Mi}}
                    - name: service
                      resources: {limits: {memory: 256Mi}}
                """);
    }

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
        }
        bench.close();
        kubernetes.close();
    }

    @Test
    void stepsRunInThePodOfTheirJobAndNothingIsLeft() {
        RunId run =
                push(
                        """
                        - id: first
                          run: |
                            echo "$OF_IMAGE ${PWD##*/} ${GITHUB_WORKSPACE##*/} ${HOME##*/} $WORD"
                            echo "A=it's 1" >> "$GITHUB_ENV"
                            echo "said=yes" >> "$GITHUB_OUTPUT"
                            echo "### done" >> "$GITHUB_STEP_SUMMARY"
                            echo to-stderr >&2
                            jq -r .number < "$GITHUB_EVENT_PATH" || grep -o '"number": *7' "$GITHUB_EVENT_PATH"
                          env: {WORD: secretive}
                        - run: echo "$A ${{ steps.first.outputs.said }}"
                        - run: exit 7
                          continue-on-error: true
                          id: seven
                        - run: echo "${{ steps.seven.outcome }} ${{ job.container.id }}"
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence("yes shop shop home secretive", "to-stderr", "it's 1 yes")
                .anyMatch(line -> line.startsWith("failure mini-jenkin-"));
        assertThat(kubernetes.left()).isEmpty();
        assertThat(String.join("\n", kubernetes.commands())).doesNotContain("secretive");
        Pod pod = kubernetes.made().getFirst();
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "mini-jenkin")
                .containsEntry("team", "builds")
                .containsKeys("mini-jenkin.dev/runner", "mini-jenkin.dev/claim");
        assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("builder");
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getActiveDeadlineSeconds()).isPositive();
        assertThat(pod.getSpec().getContainers())
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.getImage()).isEqualTo("ci:1");
                    assertThat(container.getCommand()).containsExactly("tail", "-f", "/dev/null");
                    assertThat(container.getResources().getLimits()).containsKey("memory");
                });
    }

    @Test
    void filesGoToAndFroBetweenStepsInThePodAndWhatTheRunnerDoesItself() {
        RunId run =
                push(
                        """
                        - run: |
                            mkdir -p out/sub empty
                            head -c 12000000 /dev/urandom > out/big
                            printf '#!/bin/sh\\necho ran\\n' > out/sub/run.sh
                            chmod +x out/sub/run.sh
                            ln -s sub/run.sh out/link
                            cksum < out/big
                            rm -f out/nothing
                        - {uses: actions/upload-artifact@v4, with: {name: site, path: out}}
                        - run: rm -r out; echo new > out
                        - {uses: actions/download-artifact@v4, with: {name: site, path: got}}
                        - run: cksum < got/big; got/sub/run.sh; cat out; echo '${{ hashFiles('got/big', 'out') != '' }}'; test -d empty
                        """);

        bench.assertSucceeds(run);
        List<String> sums =
                bench.printed(run).stream()
                        .filter(line -> line.matches("\\d+ 12000000"))
                        .distinct()
                        .toList();
        assertThat(sums).hasSize(1);
        assertThat(bench.printed(run)).containsSubsequence("ran", "new", "true");
    }

    @Test
    void anActionOfTheWorkspaceRunsInThePod() {
        RunId run =
                push(
                        """
                        - run: |
                            mkdir -p tool
                            sed 's/@{/${/' > tool/action.yml << 'END'
                            name: tool
                            inputs: {who: {required: true}}
                            outputs: {greeting: {value: '@{{ steps.say.outputs.greeting }}'}}
                            runs:
                              using: composite
                              steps:
                                - id: say
                                  shell: sh
                                  run: |
                                    test -f "$GITHUB_ACTION_PATH/action.yml"
                                    echo "greeting=hello @{{ inputs.who }}" >> "$GITHUB_OUTPUT"
                            END
                        - {id: tool, uses: ./tool, with: {who: ana}}
                        - run: echo "${{ steps.tool.outputs.greeting }}"
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).contains("hello ana");
    }

    @Test
    void imageServicesAndLoginsOfTheJobAreThoseOfItsPod() {
        RunId run =
                bench(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            container:
                              image: registry.example.org/node:22
                              env: {GIVEN: two words}
                              credentials: {username: ana, password: hushhush}
                              volumes: ['cache:/cache']
                            services:
                              Data_Base:
                                image: postgres:17
                                env: {POSTGRES_PASSWORD: unspoken}
                                ports: ['15432:5432']
                                command: -c fsync=off
                                options: --health-cmd "pg_isready -U x" --health-interval 1m5s --health-retries=5 --cpus 1
                            steps:
                              - run: echo "$GIVEN ${{ job.services.Data_Base.ports['5432'] }}"
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).contains("two words 5432");
        assertThat(bench.log(bench.job(run)))
                .anyMatch(line -> line.contains("options that mean nothing in a pod: --cpus 1"));
        Pod pod = kubernetes.made().getFirst();
        assertThat(pod.toString()).doesNotContain("unspoken", "hushhush");
        Container job = pod.getSpec().getContainers().get(0);
        Container service = pod.getSpec().getContainers().get(1);
        assertThat(job.getImage()).isEqualTo("registry.example.org/node:22");
        assertThat(job.getVolumeMounts()).anyMatch(mount -> mount.getMountPath().equals("/cache"));
        assertThat(service.getName()).isEqualTo("data-base");
        assertThat(service.getArgs()).containsExactly("-c", "fsync=off");
        assertThat(service.getResources().getLimits()).containsKey("memory");
        assertThat(service.getEnv().getFirst().getValueFrom().getSecretKeyRef().getKey())
                .isEqualTo("Data_Base.POSTGRES_PASSWORD");
        assertThat(service.getStartupProbe().getExec().getCommand())
                .containsExactly("/bin/sh", "-c", "pg_isready -U x");
        assertThat(service.getStartupProbe().getPeriodSeconds()).isEqualTo(65);
        assertThat(service.getStartupProbe().getFailureThreshold()).isEqualTo(5);
        assertThat(pod.getSpec().getHostAliases().getFirst().getHostnames())
                .containsExactly("data-base");
        assertThat(pod.getSpec().getImagePullSecrets())
                .extracting(each -> each.getName())
                .contains("registry")
                .anyMatch(name -> name.endsWith("-registries"));
        assertThat(kubernetes.left()).isEmpty();
    }

    @Test
    void aPodThatDoesNotComeFailsItsJobWithAReason() {
        RunId missing = bench(job("missing:1"));
        assertThat(bench.awaitRun(missing).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.error(missing))
                .contains("did not run within 1 s", "its image missing:1 cannot be pulled");

        RunId broken = bench.push(job("broken:1"));
        assertThat(bench.awaitRun(broken).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.error(broken)).contains("its container job ended with 5");

        assertThat(bench.log(bench.job(missing))).doesNotContain("never");
        assertThat(kubernetes.left()).isEmpty();
    }

    @Test
    void signalsReachTheProcessInThePod() {
        RunId run =
                push(
                        """
                        - timeout-minutes: 0.03
                          run: |
                            trap 'echo heard; exit 3' INT
                            sh -c 'trap "" INT TERM; echo "number $$"; sleep 1000; sleep 1000' &
                            echo waiting
                            while :; do sleep 0.05; done
                        - if: always()
                          run: echo after
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run)).contains("waiting", "heard", "after");
        String number =
                bench.printed(run).stream()
                        .filter(line -> line.startsWith("number "))
                        .findFirst()
                        .orElseThrow()
                        .substring("number ".length());
        await("the end of what ignores signals")
                .atMost(Rows.PATIENCE)
                .until(() -> ProcessHandle.of(Long.parseLong(number)).isEmpty());
        assertThat(kubernetes.left()).isEmpty();
    }

    @Test
    void aLostConnectionFailsTheStepAndSaysSo() {
        RunId run = push("- run: echo begun; sleep 1000\n- run: echo never\n");
        await().atMost(Rows.PATIENCE).until(() -> bench.printed(run).contains("begun"));

        kubernetes.cut();

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.log(bench.job(run)))
                .anyMatch(
                        line -> line.contains("Nothing is known of the end of the step's process"))
                .doesNotContain("never");
        assertThat(kubernetes.left()).isEmpty();
    }

    @Test
    void whatAKilledRunnerLeftIsRemovedByTheNextOneAlone() {
        runner = begin();
        bench.assertSucceeds(bench.pushSteps("- run: echo one"));
        String owner =
                Objects.requireNonNull(
                        kubernetes
                                .made()
                                .getFirst()
                                .getMetadata()
                                .getLabels()
                                .get("mini-jenkin.dev/runner"));
        runner.close();
        leave("mine", owner);
        leave("of-another", "somebody-else");

        runner = begin();

        assertThat(kubernetes.left()).containsExactly("pod of-another");
    }

    @Test
    void aJobThatDeploysGetsNoPod() {
        RunId run =
                bench(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            environment: production
                            steps: [{run: echo never}]
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.error(run)).contains("deploys to an environment");
        assertThat(kubernetes.made()).isEmpty();
    }

    @Test
    void aTemplateThatCannotBeUsedIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("pod.yaml"),
                "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: job}]}\n");
        assertThatThrownBy(this::begin)
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining("the container job needs an image");
        Files.writeString(folder.resolve("pod.yaml"), "{no pod");
        assertThatThrownBy(this::begin)
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining("pod.yaml cannot be read");
    }

    private void leave(String name, String owner) {
        kubernetes
                .client()
                .pods()
                .resource(
                        new PodBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .addToLabels("mini-jenkin.dev/runner", owner)
                                .endMetadata()
                                .withNewSpec()
                                .addNewContainer()
                                .withName("job")
                                .withImage("ci:1")
                                .endContainer()
                                .endSpec()
                                .build())
                .create();
    }

    private Runner begin() {
        return bench.runner(
                folder.resolve("oak"),
                new PodSource(
                        "builds",
                        folder.resolve("pod.yaml"),
                        Duration.ofSeconds(1),
                        kubernetes.root()));
    }

    private RunId push(String steps) {
        runner = begin();
        return bench.pushSteps(steps);
    }

    private RunId bench(String workflow) {
        runner = begin();
        return bench.push(workflow);
    }

    private static String job(String image) {
        return """
        on: push
        jobs:
          only:
            runs-on: linux
            container: %s
            steps: [{run: echo never}]
        """
                .formatted(image);
    }
}
