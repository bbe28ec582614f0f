package dev.minijenkin.runner;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A Kubernetes on this machine. The mock server of the client's makers keeps what it is sent; what
/// is to run in a pod runs here, and folders with links to them stand for its volumes. Commands
/// come by the protocol of the real one, `v4.channel.k8s.io`.
final class FakeKubernetes implements AutoCloseable {
    /// It tells of each request. Held here, or it would be forgotten.
    private static final Logger TALK = Logger.getLogger("io.fabric8.mockwebserver");

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "kubernetes.auth.tryKubeConfig", "false",
                    "kubernetes.auth.tryServiceAccount", "false",
                    "http2.disable", "true");

    private final Path folder;
    private final List<Pod> made = new CopyOnWriteArrayList<>();
    // Guarded by this.
    private final Set<String> begun = new HashSet<>();
    private final List<List<String>> commands = new CopyOnWriteArrayList<>();
    private final List<WebSocket> sockets = new CopyOnWriteArrayList<>();
    private final KubernetesMockServer server;
    private final KubernetesClient client;

    /// @param folder for the volumes
    FakeKubernetes(Path folder) {
        this.folder = folder;
        TALK.setLevel(Level.WARNING);
        this.server =
                new KubernetesMockServer(
                        new Context(),
                        new MockWebServer(),
                        new HashMap<>(),
                        new Dispatcher(),
                        false);
        server.init();
        this.client = server.createClient().inNamespace("builds");
        SETTINGS.forEach(System::setProperty);
        System.setProperty(
                "kubernetes.master",
                "http://" + server.getHostName() + ":" + server.getPort() + "/");
    }

    /// Before the paths of a job in its pod.
    String root() {
        return folder.resolve("pod").toString();
    }

    /// Pods as they were asked for, also those that are gone.
    List<Pod> made() {
        return List.copyOf(made);
    }

    /// What was started in pods so far.
    List<String> commands() {
        return commands.stream().map(words -> String.join(" ", words)).toList();
    }

    /// What there is.
    List<String> left() {
        List<String> names = new ArrayList<>();
        for (Pod pod : client.pods().list().getItems()) {
            names.add("pod " + pod.getMetadata().getName());
        }
        for (Secret secret : client.secrets().list().getItems()) {
            names.add("secret " + secret.getMetadata().getName());
        }
        return names;
    }

    KubernetesClient client() {
        return client;
    }

    /// Cuts all connections to what runs in pods, as a Kubernetes does that is updated.
    void cut() {
        sockets.forEach(socket -> socket.close(1001, "going away"));
    }

    @Override
    public void close() {
        SETTINGS.keySet().forEach(System::clearProperty);
        System.clearProperty("kubernetes.master");
        client.close();
        server.destroy();
    }

    private final class Dispatcher extends KubernetesCrudDispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getPath();
            if (path.contains("/exec?")) {
                return new MockResponse().withWebSocketUpgrade(new Exec(words(path)));
            }
            if (path.contains("/log?")) {
                return new MockResponse().setResponseCode(200).setBody("what the service said\n");
            }
            MockResponse response = super.dispatch(request);
            if (request.getMethod().equals("POST")
                    && path.endsWith("/pods")
                    && response.code() < 300) {
                Thread.ofVirtual().name("kubelet").start(FakeKubernetes.this::beginNew);
            }
            return response;
        }
    }

    private static List<String> words(String path) {
        return Arrays.stream(Objects.requireNonNull(URI.create(path).getRawQuery()).split("&"))
                .filter(parameter -> parameter.startsWith("command="))
                .map(parameter ->
                        URLDecoder.decode(
                                parameter.substring("command=".length()), StandardCharsets.UTF_8))
                .toList();
    }

    private synchronized void beginNew() {
        for (Pod pod : client.pods().list().getItems()) {
            if (begun.add(pod.getMetadata().getName())) {
                made.add(pod);
                begin(pod);
            }
        }
    }

    /// What a kubelet does, but for containers.
    private void begin(Pod pod) {
        String name = pod.getMetadata().getName();
        try {
            for (VolumeMount mount : pod.getSpec().getContainers().getFirst().getVolumeMounts()) {
                if (!mount.getMountPath().startsWith(root())) {
                    continue;
                }
                Path volume = folder.resolve("volumes").resolve(name).resolve(mount.getSubPath());
                Path inside = Path.of(mount.getMountPath());
                Files.createDirectories(volume);
                Files.createDirectories(inside.getParent());
                Files.deleteIfExists(inside);
                Files.createSymbolicLink(inside, volume);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<ContainerStatus> statuses =
                pod.getSpec().getContainers().stream().map(FakeKubernetes::status).toList();
        boolean running =
                statuses.stream().allMatch(status -> status.getState().getWaiting() == null);
        client.pods()
                .withName(name)
                .editStatus(now ->
                        new PodBuilder(now)
                                .editOrNewStatus()
                                .withPhase(running ? "Running" : "Pending")
                                .withContainerStatuses(statuses)
                                .endStatus()
                                .build());
    }

    private static ContainerStatus status(Container container) {
        ContainerState state =
                container.getImage().startsWith("missing")
                        ? new ContainerStateBuilder()
                                .withNewWaiting()
                                .withReason("ImagePullBackOff")
                                .withMessage("Back-off pulling image")
                                .endWaiting()
                                .build()
                        : container.getImage().startsWith("broken")
                                ? new ContainerStateBuilder()
                                        .withNewTerminated()
                                        .withReason("Error")
                                        .withExitCode(5)
                                        .endTerminated()
                                        .build()
                                : new ContainerStateBuilder().withNewRunning().endRunning().build();
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withStarted(true)
                .withReady(true)
                .withState(state)
                .build();
    }

    /// One command in a pod.
    private final class Exec extends WebSocketListener {
        private static final byte INPUT = 0;
        private static final byte OUTPUT = 1;
        private static final byte ERRORS = 2;
        private static final byte STATUS = 3;

        private final Process process;

        Exec(List<String> words) {
            commands.add(words);
            // A cluster starts what it starts with signals as usual, whoever started these tests.
            List<String> whole =
                    new ArrayList<>(
                            List.of("env", "--default-signal=HUP,INT,QUIT", "setsid", "--wait"));
            whole.addAll(words);
            ProcessBuilder builder = new ProcessBuilder(whole).directory(folder.toFile());
            builder.environment().keySet().retainAll(List.of("PATH"));
            builder.environment().put("OF_IMAGE", "yes");
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            sockets.add(socket);
            Thread.ofVirtual().name("exec").start(() -> carryOut(socket));
        }

        @Override
        public void onMessage(WebSocket socket, byte[] bytes) {
            if (bytes.length > 1 && bytes[0] == INPUT) {
                try {
                    process.getOutputStream().write(bytes, 1, bytes.length - 1);
                    process.getOutputStream().flush();
                } catch (IOException _) {
                    // It reads no more.
                }
            }
        }

        private void carryOut(WebSocket socket) {
            try {
                Thread errors =
                        Thread.ofVirtual()
                                .start(() -> pump(process.getErrorStream(), ERRORS, socket));
                pump(process.getInputStream(), OUTPUT, socket);
                errors.join();
                int code = process.waitFor();
                byte[] status =
                        (code == 0
                                        ? "{\"metadata\":{},\"status\":\"Success\"}"
                                        : """
                                        {"metadata":{},"status":"Failure","reason":"NonZeroExitCode",\
                                        "details":{"causes":[{"reason":"ExitCode","message":"%d"}]}}\
                                        """
                                                .formatted(code))
                                .getBytes(StandardCharsets.UTF_8);
                send(socket, STATUS, status, status.length);
                sockets.remove(socket);
                socket.close(1000, "");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static void pump(InputStream from, byte channel, WebSocket socket) {
            byte[] buffer = new byte[16 * 1024];
            try (from) {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    send(socket, channel, buffer, count);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void send(WebSocket socket, byte channel, byte[] bytes, int length) {
            byte[] frame = new byte[length + 1];
            frame[0] = channel;
            System.arraycopy(bytes, 0, frame, 1, length);
            socket.send(frame);
        }
    }
}
