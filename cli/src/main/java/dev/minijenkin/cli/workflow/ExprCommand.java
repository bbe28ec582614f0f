package dev.minijenkin.cli.workflow;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.runner.workspace.WorkspaceHashes;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Expression;
import dev.minijenkin.workflow.expression.ExpressionLines;
import dev.minijenkin.workflow.expression.FileHashes;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin expr`
@Command(
        name = "expr",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates an expression, as it stands between $${{ and }}.",
            "hashFiles looks at the files of the current folder. The exit code is 1 where it cannot be evaluated."
        })
public final class ExprCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "EXPRESSION", description = "the expression")
    private @Nullable String expression;

    @Option(
            names = "--contexts",
            paramLabel = "FILE",
            description = "JSON object with the contexts: {\"github\": {…}, …}")
    private @Nullable Path contexts;

    @Option(
            names = "--ndjson",
            description =
                    "read a line {\"expr\": \"…\", \"contexts\": {…}} at a time from the standard input, and"
                            + " answer each with a line {\"kind\": …, \"value\": …} or {\"error\": …}")
    private boolean lines;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FileHashes hashes = new WorkspaceHashes(Path.of("").toAbsolutePath());
        if (lines) {
            answerLines(new ExpressionLines(hashes));
            return 0;
        }
        if (expression == null) {
            throw new ParameterException(spec.commandLine(), "Which expression?");
        }
        return answer(expression, hashes);
    }

    private int answer(String text, FileHashes hashes) throws IOException {
        ObjectValue given = given();
        Scope scope = Scope.of(given.fields().keySet()).with(EnumSet.allOf(Function.class));
        PrintWriter out = spec.commandLine().getOut();
        try {
            Value value =
                    Expression.parse(text, scope)
                            .evaluate(Contexts.of(given.fields()).with(hashes));
            out.println(value.kind() + " " + Json.text(value));
            out.flush();
            return 0;
        } catch (ExpressionException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(text.lines().findFirst().orElse(""));
            err.println(" ".repeat(Math.max(0, e.position())) + "^ " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private ObjectValue given() throws IOException {
        if (contexts == null) {
            return ObjectValue.EMPTY;
        }
        try {
            if (Json.parse(Files.readString(contexts)) instanceof ObjectValue object) {
                return object;
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailureException(contexts + " is not JSON: " + e.getMessage(), e);
        }
        throw new CommandFailureException(contexts + " does not hold a JSON object.");
    }

    /// Answers leave when no further line is at hand, so that a program can ask one at a time.
    private static void answerLines(ExpressionLines answers) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null) {
            if (!line.isBlank()) {
                out.write(answers.answer(line));
                out.write('\n');
                if (!in.ready()) {
                    out.flush();
                }
            }
            line = in.readLine();
        }
        out.flush();
    }
}
