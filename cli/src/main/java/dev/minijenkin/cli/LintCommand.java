package dev.minijenkin.cli;

import dev.minijenkin.pipeline.workflow.Problem;
import dev.minijenkin.pipeline.workflow.ReadResult;
import dev.minijenkin.pipeline.workflow.WorkflowReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin lint`
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Reads workflow files and reports errors and warnings with their place.",
            "The exit code is 0 where every file is valid, 1 where one is not."
        })
final class LintCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|FOLDER",
            description = "files, or folders to look into (default: .mini-jenkin/workflows)")
    private List<Path> paths = List.of(Path.of(".mini-jenkin/workflows"));

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean valid = true;
        for (Path file : files()) {
            valid &= lint(file, out);
        }
        out.flush();
        return valid ? 0 : 1;
    }

    private static boolean lint(Path file, PrintWriter out) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        ReadResult result = WorkflowReader.read(file.toString(), text);
        List<String> lines = text.lines().toList();
        for (Problem problem : result.problems()) {
            out.println(problem);
            if (problem.line() <= lines.size()) {
                printPlace(lines.get(problem.line() - 1), problem.column(), out);
            }
        }
        return result instanceof ReadResult.Valid;
    }

    /// The source line with a caret below the place; tabs stay tabs, so that they line up.
    private static void printPlace(String line, int column, PrintWriter out) {
        int before = Math.min(column - 1, line.codePointCount(0, line.length()));
        StringBuilder pad = new StringBuilder();
        line.codePoints().limit(before).forEach(c -> pad.append(c == '\t' ? '\t' : ' '));
        out.println("    " + line);
        out.println("    " + pad + "^");
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(workflowsIn(path));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                throw new CommandFailure("There is no file or folder " + path + ".");
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
