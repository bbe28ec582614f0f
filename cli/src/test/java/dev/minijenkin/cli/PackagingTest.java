package dev.minijenkin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import picocli.CommandLine;

/// What is distributed beside the program names options, variables and files as they are.
class PackagingTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PACKAGING = PROJECT.resolve("packaging");

    @TempDir private Path folder;

    /// Of the image alone.
    private static final String LOGIN_FILE = "MINI_JENKIN_LOGIN_FILE";

    @Test
    void composeStartsWhatTheDescriptionSays() throws IOException {
        Map<String, Object> services = map(compose().get("services"));
        assertThat(services).containsOnlyKeys("postgres", "init", "server", "runner-1", "runner-2");
        Map<String, Object> postgres = map(services.get("postgres"));
        assertThat(postgres).containsEntry("image", "postgres:17");
        assertThat(map(postgres.get("environment")))
                .containsEntry("POSTGRES_DB", "cicd")
                .containsEntry("POSTGRES_USER", "admin")
                .containsEntry("POSTGRES_PASSWORD", "password");
        assertThat(words(postgres.get("ports"))).containsExactly("127.0.0.1:5432:5432");
        assertThat(words(map(services.get("server")).get("ports"))).containsExactly("3000:3000");
        assertThat(words(map(services.get("server")).get("command")))
                .containsSequence("--port", "3000");
    }

    @Test
    void itsCommandsAreThoseOfTheCommandLine() throws IOException {
        Set<String> begun = new HashSet<>();
        for (Object service : map(compose().get("services")).values()) {
            List<String> command = words(map(service).get("command"));
            if (!command.isEmpty()) {
                assertIsCommand(command);
                begun.add(command.getFirst());
            }
        }
        assertThat(begun).containsExactlyInAnyOrder("init", "server", "runner");
    }

    @Test
    void itsVariablesAreThoseOfOptions() throws IOException {
        Set<String> known = variables();
        for (Object service : map(compose().get("services")).values()) {
            assertThat(map(map(service).get("environment")).keySet())
                    .allMatch(name ->
                            name.startsWith("POSTGRES_")
                                    || name.equals(LOGIN_FILE)
                                    || known.contains(name));
        }
        assertThat(Files.readString(PACKAGING.resolve("container/enter")))
                .contains(". \"$" + LOGIN_FILE + "\"");
    }

    @Test
    void itsProcessesReadTheLoginsThatInitWrites() throws IOException {
        Map<String, Object> services = map(compose().get("services"));
        List<String> init = words(map(services.get("init")).get("command"));
        String folder = init.get(init.indexOf("--into") + 1);
        String runners = init.get(init.indexOf("--runner") + 1);
        Map<String, String> expected =
                Map.of(
                        "server", "cicd_server",
                        "runner-1", runners.replaceFirst(",.*", ""),
                        "runner-2", runners.replaceFirst(".*,", ""));
        expected.forEach((name, login) -> {
            Map<String, Object> service = map(services.get(name));
            assertThat(map(service.get("environment")))
                    .containsEntry(LOGIN_FILE, "%s/%s.env".formatted(folder, login));
            assertThat(words(service.get("volumes"))).contains("logins:" + folder + ":ro");
            if (name.startsWith("runner")) {
                assertThat(words(service.get("command"))).containsSequence("--name", login);
            }
        });
    }

    @Test
    void whatIsNamedIsThere() throws IOException {
        Map<String, Object> all = compose();
        Map<String, Object> volumes = map(all.get("volumes"));
        for (Object any : map(all.get("services")).values()) {
            Map<String, Object> service = map(any);
            for (String volume : words(service.get("volumes"))) {
                assertThat(volumes).containsKey(volume.replaceFirst(":.*", ""));
            }
            if (service.get("build") != null) {
                String file = String.valueOf(map(service.get("build")).get("dockerfile"));
                assertThat(PROJECT.resolve(file)).isRegularFile();
                assertThat(copied(PROJECT.resolve(file)))
                        .isNotEmpty()
                        .allSatisfy(path -> assertThat(PROJECT.resolve(path)).exists());
            }
        }
    }

    @Test
    void unitsStartCommandsThatThereAre() throws IOException {
        try (Stream<Path> units = Files.list(PACKAGING.resolve("systemd"))) {
            assertThat(units)
                    .hasSize(2)
                    .allSatisfy(unit -> {
                        String text = Files.readString(unit);
                        assertIsCommand(
                                List.of(
                                        found(
                                                        "(?m)^ExecStart=/opt/mini-jenkin/bin/mini-jenkin (.*)$",
                                                        text)
                                                .getFirst()
                                                .replace("%i", "oak")
                                                .split(" ", -1)));
                        assertThat(found("\\b(MINI_JENKIN_[A-Z_]+)=", text))
                                .allMatch(name ->
                                        name.equals("MINI_JENKIN_HOME")
                                                || variables().contains(name));
                    });
        }
    }

    /// As systemd itself reads them. Its programs are not where the units say, and the users are
    /// not there: of that alone it may complain.
    @Test
    void systemdUnderstandsTheUnits() throws Exception {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "This host has no systemd-analyze");
        Path instance = folder.resolve("mini-jenkin-runner@oak.service");
        Path server = folder.resolve("mini-jenkin-server.service");
        Files.copy(PACKAGING.resolve("systemd/mini-jenkin-runner@.service"), instance);
        Files.copy(PACKAGING.resolve("systemd/mini-jenkin-server.service"), server);
        Path broken =
                Files.writeString(
                        folder.resolve("broken.service"),
                        Files.readString(server).replace("ProtectHome=yes", "ProtectHouse=yes"));
        for (Path unit : List.of(instance, server)) {
            assertThat(complaints(analyze, unit)).as(unit.getFileName().toString()).isEmpty();
        }
        assertThat(complaints(analyze, broken)).anyMatch(line -> line.contains("ProtectHouse"));
    }

    private static List<String> complaints(Path analyze, Path unit) throws Exception {
        Process process =
                new ProcessBuilder(analyze.toString(), "verify", "--man=no", unit.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said.lines()
                .filter(line -> line.contains(unit.getFileName().toString()))
                .filter(line ->
                        !line.contains("/opt/mini-jenkin/bin/mini-jenkin is not executable"))
                .toList();
    }

    /// The words with which the image begins, and those of the pods that it becomes.
    @Test
    void whatTheImageIsStartedWithAreCommands() throws IOException {
        String image = Files.readString(PACKAGING.resolve("container/Containerfile"));
        List<String> usual = found("(?m)^CMD \\[\"(.*)\"\\]$", image);
        assertThat(usual).hasSize(1);
        assertIsCommand(List.of(usual.getFirst().split("\", *\"", -1)));
        Map<String, Object> pod =
                yaml(Files.readString(PACKAGING.resolve("kubernetes/runner-pods.yaml")));
        List<?> containers =
                (List<?>) Objects.requireNonNull(map(pod.get("spec")).get("containers"));
        for (Object container : containers) {
            assertIsCommand(words(map(container).get("args")));
            assertThat(String.valueOf(map(container).get("env"))).contains(LOGIN_FILE);
        }
    }

    @Test
    void podsOfJobsHaveAContainerForThem() throws IOException {
        Map<String, Object> pod =
                yaml(Files.readString(PACKAGING.resolve("kubernetes/job-pod.yaml")));
        List<?> containers =
                (List<?>) Objects.requireNonNull(map(pod.get("spec")).get("containers"));
        assertThat(containers)
                .extracting(container -> map(container).get("name"))
                .containsExactly("job", "service");
        assertThat(map(containers.getFirst()).get("image")).isNotNull();
    }

    private static void assertIsCommand(List<String> words) {
        String[] arguments = words.toArray(String[]::new);
        assertThatCode(() -> Main.commandLine(arguments).parseArgs(arguments))
                .as(words.toString())
                .doesNotThrowAnyException();
    }

    /// Of all options of all commands.
    private static Set<String> variables() {
        Set<String> all = new HashSet<>();
        List<CommandLine> open = new ArrayList<>(List.of(Main.commandLine()));
        while (!open.isEmpty()) {
            CommandLine next = open.removeLast();
            open.addAll(next.getSubcommands().values());
            next.getCommandSpec()
                    .options()
                    .forEach(option ->
                            all.add(
                                    OptionDefaults.variable(
                                            option.longestName().replaceFirst("^-+", ""))));
        }
        return all;
    }

    /// From the folder of the project, not from another stage.
    private static List<String> copied(Path containerfile) throws IOException {
        return found("(?m)^COPY (?:--chmod=\\d+ )?((?!--)\\S+) ", Files.readString(containerfile));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static Map<String, Object> compose() throws IOException {
        // Merge keys (<<) are of YAML 1.1, which compose reads.
        Map<String, Object> all = yaml(Files.readString(PROJECT.resolve("compose.yaml")));
        for (Object service : map(all.get("services")).values()) {
            Map<String, Object> keys = map(service);
            if (keys.remove("<<") instanceof Map<?, ?> merged) {
                map(merged).forEach(keys::putIfAbsent);
            }
        }
        return all;
    }

    private static Map<String, Object> yaml(String text) {
        return map(
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
                        .loadFromString(text));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static List<String> words(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
