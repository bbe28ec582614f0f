package dev.minijenkin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the mock server of the client's own makers, which keeps what it is sent.
class PodRunnersTest {
    private static final Path DISTRIBUTED = Path.of("../packaging/kubernetes/runner-pods.yaml");
    private static final List<String> LINUX = List.of("linux");

    /// It tells of each request. Held here, or it would be forgotten.
    private static final Logger TALK = Logger.getLogger("io.fabric8.mockwebserver");

    @TempDir private Path folder;
    private final AtomicLong time = new AtomicLong();
    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(),
                    new MockWebServer(),
                    new HashMap<>(),
                    new KubernetesCrudDispatcher(),
                    false);
    private KubernetesClient client;
    private PodRunners pods;

    @BeforeEach
    void start() throws IOException {
        TALK.setLevel(Level.WARNING);
        server.init();
        client = server.createClient();
        pods = on(templates());
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void eachJobThatFindsNoRunnerGetsAPodAndOnlyOne() {
        need(2);
        assertThat(names()).hasSize(2).allMatch(name -> name.startsWith("small-"));
        need(2);
        assertThat(names()).as("they are coming").hasSize(2);
        need(3);
        assertThat(names()).hasSize(3);

        Pod pod = all().getFirst();
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "mini-jenkin")
                .containsEntry("mini-jenkin.dev/template", "small")
                .containsEntry("team", "builds");
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getSpec().getContainers().getFirst().getEnv())
                .contains(
                        new EnvVar("MINI_JENKIN_NAME", pod.getMetadata().getName(), null),
                        new EnvVar("MINI_JENKIN_LABELS", "linux,self-hosted,x64", null),
                        new EnvVar("OWN", "kept", null));
    }

    @Test
    void whoIsOnlineIsNotComing() {
        need(1);
        String first = names().getFirst();
        phase(first, "Running");
        pods.reconcile(List.of(new PodRunners.Need(LINUX, 1)), Set.of(first));
        assertThat(names()).as("the first one has another job").hasSize(2).contains(first);
    }

    @Test
    void thereAreNoMoreThanThereMayBe() {
        need(100);
        assertThat(names()).hasSize(4);
        names().forEach(name -> phase(name, "Running"));
        pods.reconcile(List.of(new PodRunners.Need(LINUX, 100)), Set.copyOf(names()));
        assertThat(names()).hasSize(4);
    }

    @Test
    void aSetOfLabelsIsForTheFirstTemplateThatHasThem() {
        pods.reconcile(
                List.of(
                        new PodRunners.Need(List.of("gpu", "linux"), 1),
                        new PodRunners.Need(List.of("linux", "x64"), 1),
                        new PodRunners.Need(List.of("windows"), 5)),
                Set.of());
        assertThat(names())
                .hasSize(2)
                .anyMatch(name -> name.startsWith("gpu-"))
                .anyMatch(name -> name.startsWith("small-"));
    }

    @Test
    void whatHasEndedIsRemoved() {
        need(3);
        List<String> three = names();
        phase(three.get(0), "Succeeded");
        ended(three.get(1), "Error", 3);
        phase(three.get(2), "Running");
        pods.reconcile(List.of(), Set.of(three.get(2)));
        assertThat(names()).containsExactly(three.get(2));
    }

    /// Whatever is wrong with it is wrong with the next one too.
    @Test
    void oneThatFailsKeepsItsPlaceForAWhile() {
        need(1);
        String failed = names().getFirst();
        ended(failed, "Error", 1);
        need(1);
        need(1);
        assertThat(names()).containsExactly(failed);
        time.addAndGet(TimeUnit.SECONDS.toNanos(61));
        need(1);
        assertThat(names()).hasSize(1).doesNotContain(failed);
    }

    @Test
    void thoseThatNobodyNeedsAnyMoreDoNotBegin() {
        need(3);
        String running = names().get(1);
        phase(running, "Running");
        need(0);
        assertThat(names())
                .as("what runs may have taken a job, and leaves by itself")
                .containsExactly(running);
    }

    @Test
    void anotherServerGoesOnWithThem() throws IOException {
        need(2);
        phase(names().getFirst(), "Succeeded");
        PodRunners next = on(templates());
        next.reconcile(List.of(new PodRunners.Need(LINUX, 1)), Set.of());
        assertThat(names()).hasSize(1);
    }

    @Test
    void podsOfOthersAreLeftAlone() {
        client.pods()
                .resource(
                        new PodBuilder()
                                .withNewMetadata()
                                .withName("database")
                                .endMetadata()
                                .withNewStatus()
                                .withPhase("Succeeded")
                                .endStatus()
                                .build())
                .create();
        need(0);
        assertThat(names()).containsExactly("database");
    }

    @Test
    void whatIsWrongIsSaidInSentences() {
        need(1);
        Pod pod = all().getFirst();
        String name = "The pod " + pod.getMetadata().getName();
        assertThat(PodTrouble.of(pod, Set.of())).isEmpty();
        assertThat(PodTrouble.of(waiting(pod, "ContainerCreating", ""), Set.of())).isEmpty();
        assertThat(PodTrouble.of(waiting(pod, "ImagePullBackOff", "Back-off pulling"), Set.of()))
                .contains(
                        name
                                + " does not start: its image ci:1 cannot be pulled (ImagePullBackOff): Back-off pulling");
        assertThat(
                        PodTrouble.of(
                                waiting(
                                        pod,
                                        "CreateContainerConfigError",
                                        "secret \"x\" not found"),
                                Set.of()))
                .contains(
                        name
                                + " does not start: its container runner cannot be begun (CreateContainerConfigError): secret \"x\" not found");
        assertThat(PodTrouble.of(terminated(pod, "OOMKilled", 137), Set.of()))
                .contains(
                        name
                                + " was ended because its container runner took more memory than it may (512Mi)");
        assertThat(PodTrouble.of(terminated(pod, "Error", 1), Set.of(0, 3)))
                .contains(name + " failed: its container runner ended with 1");
        assertThat(PodTrouble.of(terminated(pod, "Error", 3), Set.of(0, 3))).isEmpty();
        assertThat(
                        PodTrouble.of(
                                new PodBuilder(pod)
                                        .editOrNewStatus()
                                        .withConditions(
                                                new PodConditionBuilder()
                                                        .withType("PodScheduled")
                                                        .withStatus("False")
                                                        .withReason("Unschedulable")
                                                        .withMessage("0/3 nodes are available")
                                                        .build())
                                        .endStatus()
                                        .build(),
                                Set.of()))
                .contains(name + " finds no node that takes it: 0/3 nodes are available");
        assertThat(
                        PodTrouble.of(
                                new PodBuilder(pod)
                                        .editOrNewStatus()
                                        .withReason("Evicted")
                                        .withMessage("The node was low on memory")
                                        .endStatus()
                                        .build(),
                                Set.of()))
                .contains(name + " was ended (Evicted): The node was low on memory");
    }

    @Test
    void aKubernetesThatIsAwayIsAReason() {
        server.destroy();
        assertThat(pods.reconcile(List.of(new PodRunners.Need(LINUX, 1)), Set.of()).orElseThrow())
                .startsWith("Kubernetes refuses: ");
    }

    @Test
    void templatesThatCannotBeUsedAreRefused() throws IOException {
        refused("kind: Secret\napiVersion: v1\nmetadata: {name: x}\n", "something else than pods");
        refused(
                "kind: Pod\napiVersion: v1\nmetadata: {name: x}\nspec: {containers: [{name: a}]}\n",
                "needs the annotation mini-jenkin.dev/labels");
        refused(
                "kind: Pod\napiVersion: v1\nmetadata: {name: X_Y}\nspec: {containers: [{name: a}]}\n",
                "needs a name of small letters");
        refused(
                "kind: Pod\napiVersion: v1\nmetadata: {name: x, annotations: {mini-jenkin.dev/labels: linux}}\nspec: {containers: [{name: a}, {name: b}]}\n",
                "none of the containers of the pod x is called runner");
        refused(
                "kind: Pod\napiVersion: v1\nmetadata: {name: x, annotations: {mini-jenkin.dev/labels: linux, mini-jenkin.dev/most: many}}\nspec: {containers: [{name: a}]}\n",
                "is a number from 1 to 9999, unlike 'many'");
    }

    @Test
    void theDistributedTemplatesAreOnes() {
        assertThat(PodTemplate.read(DISTRIBUTED, client))
                .singleElement()
                .satisfies(template -> {
                    assertThat(template.serves(List.of("linux", "self-hosted", "x64"))).isTrue();
                    assertThat(
                                    template.instance("1")
                                            .getSpec()
                                            .getContainers()
                                            .getFirst()
                                            .getArgs())
                            .contains("runner", "--ephemeral");
                });
    }

    private void refused(String text, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("refused.yaml"), text);
        assertThatThrownBy(() -> PodTemplate.read(file, client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private PodRunners on(Path templates) {
        return new PodRunners(client, templates, new Random(), time::get);
    }

    private Path templates() throws IOException {
        return Files.writeString(
                folder.resolve("pods.yaml"),
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: small
                  labels: {team: builds}
                  annotations:
                    mini-jenkin.dev/labels: linux, X64
                    mini-jenkin.dev/most: "4"
                spec:
                  containers:
                    - name: runner
                      image: ci:1
                      env: [{name: OWN, value: kept}, {name: MINI_JENKIN_NAME, value: other}]
                      resources: {limits: {memory: 512Mi}}
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: gpu
                  annotations: {mini-jenkin.dev/labels: "linux,x64,gpu"}
                spec:
                  containers: [{name: runner, image: ci:1}, {name: docker, image: dind}]
                """);
    }

    private void need(long jobs) {
        assertThat(pods.reconcile(List.of(new PodRunners.Need(LINUX, jobs)), Set.of())).isEmpty();
    }

    private List<Pod> all() {
        return client.pods().list().getItems();
    }

    private List<String> names() {
        return all().stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    private void phase(String name, String phase) {
        client.pods()
                .withName(name)
                .editStatus(pod ->
                        new PodBuilder(pod).editOrNewStatus().withPhase(phase).endStatus().build());
    }

    private void ended(String name, String reason, int code) {
        client.pods()
                .withName(name)
                .editStatus(pod ->
                        new PodBuilder(terminated(pod, reason, code))
                                .editStatus()
                                .withPhase("Failed")
                                .endStatus()
                                .build());
    }

    private static Pod terminated(Pod pod, String reason, int code) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withContainerStatuses(
                        new ContainerStatusBuilder()
                                .withName("runner")
                                .withImage("ci:1")
                                .withState(
                                        new ContainerStateBuilder()
                                                .withNewTerminated()
                                                .withReason(reason)
                                                .withExitCode(code)
                                                .endTerminated()
                                                .build())
                                .build())
                .endStatus()
                .build();
    }

    private static Pod waiting(Pod pod, String reason, String message) {
        return new PodBuilder(Objects.requireNonNull(pod))
                .editOrNewStatus()
                .withContainerStatuses(
                        new ContainerStatusBuilder()
                                .withName("runner")
                                .withImage("ci:1")
                                .withState(
                                        new ContainerStateBuilder()
                                                .withNewWaiting()
                                                .withReason(reason)
                                                .withMessage(message)
                                                .endWaiting()
                                                .build())
                                .build())
                .endStatus()
                .build();
    }
}
