package dev.minijenkin.cli.workflow;

import dev.minijenkin.cli.host.RunnerOptions;
import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mini-jenkin survey`
@Command(
        name = "survey",
        mixinStandardHelpOptions = true,
        description = {
            "Tells how many workflow files would run whole on runners with certain labels and programs,",
            "and what the others need, the most frequent first. Whoever moves asks it of his repositories."
        })
public final class SurveyCommand implements Callable<Integer> {
    private static final String GITHUB_FOLDER = ".github/workflows";
    private static final String OWN_FOLDER = ".mini-jenkin/workflows";

    @Parameters(
            paramLabel = "DIR|FILE",
            description =
                    "files, or folders: of one the workflows of all repositories below it, and where"
                            + " there are none all its YAML files (default: this folder)")
    private List<Path> places = List.of();

    @Option(
            names = "--labels",
            paramLabel = "LABEL,…",
            description =
                    "labels of one runner; may be repeated for others (default: every label is taken)")
    private List<String> labels = List.of();

    @Option(
            names = "--programs",
            paramLabel = "PROGRAM",
            split = ",",
            description = "programs that the runners have (default: those of this host)")
    private @Nullable Set<String> programs;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin private CalledOption called;

    @Override
    public Integer call() throws IOException {
        SurveyedFile.Host host = host();
        List<SurveyedFile> files = new ArrayList<>();
        for (Path file : files()) {
            files.add(
                    SurveyedFile.of(
                            file.toString(),
                            text(file),
                            FilesAround.of(file, called.repositories()),
                            host));
        }
        PrintWriter out =
                new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        if (json) {
            out.println(json(files));
        } else {
            print(out, files);
        }
        out.flush();
        return 0;
    }

    private SurveyedFile.Host host() {
        List<Set<String>> runners =
                labels.stream()
                        .map(one ->
                                Stream.concat(
                                                RunnerOptions.usualLabels().stream(),
                                                Stream.of(one.split(",")))
                                        .map(label -> label.strip().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.toSet()))
                        .toList();
        return new SurveyedFile.Host(runners, programs == null ? ofThisHost() : programs);
    }

    private static Set<String> ofThisHost() {
        Set<String> found = new LinkedHashSet<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            try (Stream<Path> all = Files.list(Path.of(folder))) {
                all.filter(Files::isExecutable).forEach(one -> found.add(one.getFileName() + ""));
            } catch (IOException _) {
                // A path may name what is not there.
            }
        }
        return found;
    }

    private Set<Path> files() throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path place : places.isEmpty() ? List.of(Path.of(".")) : places) {
            if (Files.isRegularFile(place)) {
                files.add(place);
            } else if (Files.isDirectory(place)) {
                files.addAll(below(place));
            } else {
                throw new CommandFailureException("There is no file " + place + ".");
            }
        }
        return files;
    }

    private static List<Path> below(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all =
                    found.filter(file -> file.toString().matches(".*\\.ya?ml"))
                            .filter(Files::isRegularFile)
                            .sorted()
                            .toList();
        } catch (UncheckedIOException e) {
            throw new CommandFailureException("The folder " + folder + " cannot be read.", e);
        }
        List<Path> workflows = all.stream().filter(SurveyCommand::isInFolderOfWorkflows).toList();
        return workflows.isEmpty() ? all : workflows;
    }

    private static boolean isInFolderOfWorkflows(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder != null && (folder.endsWith(GITHUB_FOLDER) || folder.endsWith(OWN_FOLDER));
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(
                    in.readNBytes(FilesAround.MORE_THAN_A_FILE_MAY_HAVE), StandardCharsets.UTF_8);
        }
    }

    /// What is missing, the most frequent first.
    private static Map<String, Integer> needs(List<SurveyedFile> files) {
        Map<String, Integer> counts = new TreeMap<>();
        files.forEach(file -> file.missing().forEach(need -> counts.merge(need, 1, Integer::sum)));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static long whole(List<SurveyedFile> files) {
        return files.stream().filter(SurveyedFile::runsWhole).count();
    }

    private static void print(PrintWriter out, List<SurveyedFile> files) {
        Table table = new Table("FILE", "RUNS WHOLE", "NEEDS");
        files.forEach(file ->
                table.row(
                        file.path(),
                        file.runsWhole() ? "yes" : "no",
                        String.join(", ", file.missing())));
        table.print(out);
        long whole = whole(files);
        out.println();
        out.println(
                "%d of %d files run whole%s"
                        .formatted(
                                whole,
                                files.size(),
                                files.isEmpty()
                                        ? ""
                                        : String.format(
                                                Locale.ROOT,
                                                " (%.1f %%)",
                                                100.0 * whole / files.size())));
        Map<String, Integer> needs = needs(files);
        if (!needs.isEmpty()) {
            out.println();
            Table counts = new Table("FILES", "NEED");
            needs.forEach((need, count) -> counts.row(Integer.toString(count), need));
            counts.print(out);
        }
    }

    private static String json(List<SurveyedFile> files) {
        Map<String, Value> survey = new LinkedHashMap<>();
        survey.put("files", Value.of(files.size()));
        survey.put("whole", Value.of((double) whole(files)));
        List<Value> needs = new ArrayList<>();
        needs(files)
                .forEach((need, count) -> {
                    Map<String, Value> fields = new LinkedHashMap<>();
                    fields.put("need", Value.of(need));
                    fields.put("files", Value.of(count));
                    needs.add(ObjectValue.ignoringCase(fields));
                });
        survey.put("needs", ArrayValue.of(needs));
        survey.put("each", ArrayValue.of(files.stream().<Value>map(SurveyCommand::json).toList()));
        return Json.text(ObjectValue.ignoringCase(survey));
    }

    private static Value json(SurveyedFile file) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("file", Value.of(file.path()));
        fields.put("whole", Value.of(file.runsWhole()));
        fields.put("needs", ArrayValue.of(file.missing().stream().<Value>map(Value::of).toList()));
        return ObjectValue.ignoringCase(fields);
    }
}
