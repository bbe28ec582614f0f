package dev.minijenkin.cli.run;

import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a `mini-jenkin run --json` went that was started as a process, as its user starts it.
record EndedRun(int code, String out, String log) {
    /// @param folder for its output
    static EndedRun of(Path folder, List<String> arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "run", ".out");
        Path log = Files.createTempFile(folder, "run", ".log");
        Process process = start(out, log, arguments);
        if (!process.waitFor(5 * Rows.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("does not end: " + Files.readString(log));
        }
        return new EndedRun(process.exitValue(), Files.readString(out), Files.readString(log));
    }

    static Process start(Path out, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(TestProgram.get().words());
        command.add("run");
        command.addAll(arguments);
        command.add("--json");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(log.toFile());
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + ":" + path);
        return builder.start();
    }

    ObjectValue report() {
        return (ObjectValue) Json.parse(out.lines().toList().getLast());
    }

    String conclusion() {
        return text(report(), "conclusion");
    }

    List<ObjectValue> jobs() {
        return list(report(), "jobs");
    }

    ObjectValue job(String name) {
        return jobs().stream()
                .filter(job -> text(job, "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no job " + name + " in " + out + log));
    }

    ObjectValue step(String job, String name) {
        return list(job(job), "steps").stream()
                .filter(step -> text(step, "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + name + " in " + out));
    }

    List<String> lines(String job, String step) {
        return texts(step(job, step), "lines");
    }

    @Override
    public String toString() {
        return code + "\n" + out + "\n" + log;
    }

    static String text(ObjectValue object, String name) {
        return object.get(name).orElse(NullValue.NULL).asText();
    }

    static ObjectValue object(ObjectValue object, String name) {
        return (ObjectValue) object.get(name).orElseThrow();
    }

    static List<ObjectValue> list(ObjectValue object, String name) {
        return values(object, name).stream().map(ObjectValue.class::cast).toList();
    }

    static List<String> texts(ObjectValue object, String name) {
        return values(object, name).stream().map(Value::asText).toList();
    }

    static List<Value> values(ObjectValue object, String name) {
        return ((ArrayValue) object.get(name).orElseThrow()).items();
    }
}
