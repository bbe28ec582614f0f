package dev.minijenkin.runner.command;

import dev.minijenkin.runner.command.StepAnnotation.Level;
import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The files through which a step speaks to the runner: new and empty for each step, read when it
/// has ended, also if it failed.
public final class FileCommands {
    private static final int MOST_SUMMARY_BYTES = 1024 * 1024;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Map<String, Path> files = new LinkedHashMap<>();

    private FileCommands() {}

    /// Makes the files of one step.
    ///
    /// @param folder of the job's own
    /// @param suffix tells the files of one step from those of another
    public static FileCommands create(Path folder, String suffix) {
        FileCommands commands = new FileCommands();
        for (String name :
                List.of(
                        "GITHUB_ENV",
                        "GITHUB_OUTPUT",
                        "GITHUB_PATH",
                        "GITHUB_STATE",
                        "GITHUB_STEP_SUMMARY")) {
            Path file = folder.resolve(name.toLowerCase(Locale.ROOT) + "_" + suffix);
            try {
                Files.write(file, new byte[0]);
            } catch (IOException e) {
                throw new RunnerException("Cannot write " + file + ": " + e.getMessage(), e);
            }
            commands.files.put(name, file);
        }
        return commands;
    }

    /// What the step finds there and may write.
    public Collection<Path> paths() {
        return files.values();
    }

    /// Variables that tell the step where they are.
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        files.forEach((name, file) -> environment.put(name, file.toString()));
        return environment;
    }

    /// Reads what the step wrote and deletes the files.
    ///
    /// @return lines to print about what was wrong; then the effects are marked as failed
    public List<String> collect(StepEffects effects) {
        List<String> errors = new ArrayList<>();
        files.forEach((name, file) -> {
            try {
                collect(name, file, effects);
            } catch (FileCommandException | IOException e) {
                errors.add(complain(name, e, effects));
            }
        });
        return errors;
    }

    private static void collect(String name, Path file, StepEffects effects)
            throws IOException, FileCommandException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        long size = Files.size(file);
        long most = name.equals("GITHUB_STEP_SUMMARY") ? MOST_SUMMARY_BYTES : MOST_BYTES;
        if (size > most) {
            throw new FileCommandException("holds " + size + " bytes, more than " + most);
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Files.deleteIfExists(file);
        if (text.isEmpty()) {
            return;
        }
        switch (name) {
            case "GITHUB_PATH" ->
                    text.lines().filter(folder -> !folder.isBlank()).forEach(effects::path);
            case "GITHUB_STEP_SUMMARY" -> effects.summary(text);
            case "GITHUB_OUTPUT" -> NameValueFile.parse(text).forEach(effects::output);
            case "GITHUB_STATE" -> NameValueFile.parse(text).forEach(effects::state);
            default -> {
                Map<String, String> variables = NameValueFile.parse(text);
                boolean nodeOptions = variables.remove("NODE_OPTIONS") != null;
                variables.forEach(effects::environment);
                if (nodeOptions) {
                    throw new FileCommandException("may not set NODE_OPTIONS");
                }
            }
        }
    }

    private static String complain(String name, Exception error, StepEffects effects) {
        String message = "The file of " + name + " " + error.getMessage();
        effects.annotate(StepAnnotation.of(Level.FAILURE, message));
        effects.fail();
        return "##[error]" + message;
    }
}
