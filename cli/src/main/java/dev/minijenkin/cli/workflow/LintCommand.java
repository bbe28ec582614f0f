package dev.minijenkin.cli.workflow;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.workflow.lint.LintReport;
import dev.minijenkin.workflow.lint.Linter;
import dev.minijenkin.workflow.lint.RunnerLabels;
import dev.minijenkin.workflow.lint.SourceExcerpt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin lint`
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Reads workflow files and reports errors, warnings and habits that go wrong, with their place.",
            "With --db or --runners it also says which jobs no registered runner can take.",
            "It tells every problem of a file in the order of its lines, each with the id of its rule in brackets.",
            "The exit code is 0 where every file is valid, also with warnings; 1 where one has an error or cannot be",
            "read, or where the runners or an argument cannot be read; 2 for a wrong option."
        })
public final class LintCommand implements Callable<Integer> {
    private static final Path STANDARD_INPUT = Path.of("-");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> OF_REPOSITORIES =
            Set.of(".mini-jenkin/workflows", ".github/workflows");

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|FOLDER|-",
            description =
                    "files, folders to look into, or - for the standard input (default: .mini-jenkin/workflows)")
    private List<Path> paths = List.of(Path.of(".mini-jenkin/workflows"));

    @Option(names = "--json", description = "print one JSON object a file")
    private boolean json;

    @Option(
            names = "--runners",
            description =
                    "look at the labels of the runners that are registered in the usual database")
    private boolean runners;

    @Option(
            names = "--default-permissions",
            paramLabel = "restricted|permissive",
            description =
                    "what a job may do where no file says `permissions`, as the repository's host has it"
                            + " (default: restricted, as new repositories have it)")
    private DefaultPermissions permissions = DefaultPermissions.RESTRICTED;

    @Option(
            names = "--shellcheck",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "ask shellcheck about the scripts of steps where it is installed (default: yes)")
    private boolean shellcheck = true;

    @Option(
            names = {"-v", "--verbose"},
            description = "say on the standard error what could not be looked at")
    private boolean verbose;

    @Spec private CommandSpec spec;

    @Mixin private CalledOption called;

    @Mixin private DatabaseOptions database;

    @Override
    public Integer call() throws IOException {
        // Bytes of a name or a message go out as UTF-8 whatever the terminal's locale: programs
        // read it.
        PrintWriter out =
                new PrintWriter(
                        new BufferedWriter(
                                new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
        Linter linter = linter();
        OtherRepositories others = called.repositories();
        boolean valid = true;
        for (Path file : files()) {
            valid &= lint(file, others, linter, out);
        }
        out.flush();
        return valid ? 0 : 1;
    }

    private Linter linter() {
        Linter linter = withShellcheck(Linter.ofFiles().with(permissions.allowed()));
        if (!runners && !spec.commandLine().getParseResult().hasMatchedOption("--db")) {
            return linter;
        }
        try (Database open = Database.open(database.configuration("lint"), HintSink.NONE)) {
            return linter.with(RunnerLabels.of(open.statement(Runners::labels)));
        } catch (DatabaseException e) {
            throw new CommandFailureException("The runners cannot be read: " + e.getMessage(), e);
        }
    }

    private Linter withShellcheck(Linter linter) {
        if (!shellcheck) {
            return linter;
        }
        Optional<Path> program = Shellcheck.find(System.getenv("PATH"));
        if (program.isEmpty()) {
            note("shellcheck is not installed, so scripts are not looked into");
            return linter;
        }
        return linter.with(new Shellcheck(program.get(), PATIENCE, this::note));
    }

    private void note(String sentence) {
        if (verbose) {
            spec.commandLine().getErr().println("mini-jenkin: " + sentence);
        }
    }

    /// A file that cannot be read is an invalid one; the others are looked at all the same.
    private boolean lint(Path file, OtherRepositories others, Linter linter, PrintWriter out) {
        String text = "";
        LintReport report;
        try {
            text = text(file);
            report = linter.with(FilesAround.of(file, others)).lint(file.toString(), text);
        } catch (IOException e) {
            report = LintReport.unreadable(file.toString(), reason(e));
        } catch (CommandFailureException e) {
            report = LintReport.unreadable(file.toString(), String.valueOf(e.getMessage()));
        }
        if (json) {
            out.println(report.toJson());
        } else {
            SourceExcerpt excerpt = SourceExcerpt.of(file.toString(), text);
            report.problems().forEach(problem -> out.println(excerpt.show(problem)));
        }
        return report.valid();
    }

    private static String text(Path file) throws IOException {
        try (InputStream in =
                file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file)) {
            return new String(
                    in.readNBytes(FilesAround.MORE_THAN_A_FILE_MAY_HAVE), StandardCharsets.UTF_8);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "no right to read it";
            default -> String.valueOf(e.getMessage());
        };
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(workflowsIn(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    /// In a repository the files of its folders for workflows, in any other folder all files: a
    /// repository has many YAML files that are none.
    private static List<Path> workflowsIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> file.toString().matches(".*\\.ya?ml"))
                            .sorted()
                            .toList();
            List<Path> workflows =
                    files.stream()
                            .filter(file -> OF_REPOSITORIES.contains(lastTwo(file.getParent())))
                            .toList();
            return workflows.isEmpty() ? files : workflows;
        }
    }

    private static String lastTwo(@Nullable Path folder) {
        int names = folder == null ? 0 : folder.getNameCount();
        return folder == null || names < 2 ? "" : folder.subpath(names - 2, names).toString();
    }
}
