package dev.minijenkin.cli;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "The exit code is 0 where every file is valid, 1 where one is not."
        })
final class LintCommand implements Callable<Integer> {
    private static final Path STANDARD_INPUT = Path.of("-");
    // Four bytes a character at most: the reader refuses what is longer, and a pipe or a log that
    // was named by mistake does not fill the memory.
    private static final int MORE_THAN_A_FILE_MAY_HAVE = 4 * 1024 * 1024 + 4;

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

    @Spec private CommandSpec spec;

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
        boolean valid = true;
        for (Path file : files()) {
            valid &= lint(file, linter, out);
        }
        out.flush();
        return valid ? 0 : 1;
    }

    private Linter linter() {
        Linter linter = Linter.ofFiles();
        if (!runners && !spec.commandLine().getParseResult().hasMatchedOption("--db")) {
            return linter;
        }
        try (Database open = Database.open(database.configuration("lint"), HintSink.NONE)) {
            return linter.with(RunnerLabels.of(open.statement(Runners::labels)));
        } catch (DatabaseException e) {
            throw new CommandFailureException("The runners cannot be read: " + e.getMessage(), e);
        }
    }

    /// A file that cannot be read is an invalid one; the others are looked at all the same.
    private boolean lint(Path file, Linter linter, PrintWriter out) {
        String text = "";
        LintReport report;
        try {
            text = text(file);
            report = linter.with(FilesAround.of(file)).lint(file.toString(), text);
        } catch (IOException e) {
            report = LintReport.unreadable(file.toString(), reason(e));
        }
        if (json) {
            out.println(report.toJson());
        } else {
            SourceExcerpt excerpt = SourceExcerpt.of(text);
            report.problems().forEach(problem -> out.println(excerpt.show(problem)));
        }
        return report.valid();
    }

    private static String text(Path file) throws IOException {
        try (InputStream in =
                file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file)) {
            return new String(in.readNBytes(MORE_THAN_A_FILE_MAY_HAVE), StandardCharsets.UTF_8);
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

    private static List<Path> workflowsIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
