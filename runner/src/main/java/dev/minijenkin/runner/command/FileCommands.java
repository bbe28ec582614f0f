package dev.minijenkin.runner.command;

import dev.minijenkin.runner.command.StepAnnotation.Level;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.runner.workspace.JobFiles;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files through which a step speaks to the runner: new and empty for each step, read when it
/// has ended, also if it failed.
public final class FileCommands {
    private static final Logger LOG = LoggerFactory.getLogger(FileCommands.class);
    private static final String NODE_OPTIONS = "NODE_OPTIONS";
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";
    private static final List<String> NAMES =
            List.of("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", SUMMARY);
    private static final int MOST_SUMMARY_BYTES = 1024 * 1024;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Map<String, Path> files = new LinkedHashMap<>();

    private final FileRights rights;

    private FileCommands(FileRights rights) {
        this.rights = rights;
    }

    /// Makes the files of one step.
    ///
    /// @param rights with which they are made and read
    /// @param folder of the job's own
    /// @param suffix tells the files of one step from those of another
    public static FileCommands create(FileRights rights, Path folder, String suffix) {
        FileCommands commands = new FileCommands(rights);
        for (String name : NAMES) {
            commands.files.put(name, folder.resolve(name.toLowerCase(Locale.ROOT) + "_" + suffix));
        }
        try {
            rights.run(() -> {
                for (Path file : commands.files.values()) {
                    JobFiles.write(file, new byte[0]);
                }
            });
        } catch (IOException e) {
            throw DiskTrouble.explain("make the files of the step", folder, e);
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
    /// What is wrong with a file marks the effects as failed; what is wrong with the summary, which
    /// is for people alone, is only told.
    ///
    /// @return lines to print about what was wrong
    public List<String> collect(StepEffects effects) {
        List<String> errors = new ArrayList<>();
        files.forEach((name, file) -> {
            try {
                collect(name, file, effects).ifPresent(error -> errors.add(error));
            } catch (FileCommandException e) {
                errors.add(complain(name, e.getMessage(), effects));
                effects.fail();
            }
        });
        return errors;
    }

    /// @return what is wrong and fails nothing
    private Optional<String> collect(String name, Path file, StepEffects effects)
            throws FileCommandException {
        if (name.equals(SUMMARY)) {
            try {
                effects.summary(content(file, MOST_SUMMARY_BYTES));
            } catch (FileCommandException e) {
                return Optional.of(complain(name, e.getMessage(), effects));
            }
            return Optional.empty();
        }
        String text = content(file, MOST_BYTES);
        switch (name) {
            case "GITHUB_PATH" ->
                    text.lines().filter(folder -> !folder.isBlank()).forEach(effects::path);
            case "GITHUB_OUTPUT" -> NameValueFile.parse(text, effects::output);
            case "GITHUB_STATE" -> NameValueFile.parse(text, effects::state);
            default -> {
                return environment(name, text, effects);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> environment(String file, String text, StepEffects effects)
            throws FileCommandException {
        AtomicBoolean refused = new AtomicBoolean();
        NameValueFile.parse(
                text,
                (name, value) -> {
                    if (name.equalsIgnoreCase(NODE_OPTIONS)) {
                        refused.set(true);
                    } else {
                        effects.environment(name, value);
                    }
                });
        return refused.get()
                ? Optional.of(complain(file, "may not set NODE_OPTIONS, and did not", effects))
                : Optional.empty();
    }

    /// The text of a file, which is gone then; empty where there is none.
    private String content(Path file, long most) throws FileCommandException {
        Optional<JobFiles.Content> content;
        try {
            content = rights.call(() -> taken(file, most));
        } catch (IOException e) {
            throw new FileCommandException(
                    e instanceof FileSystemException
                            ? "cannot be read: " + DiskTrouble.place(e)
                            : String.valueOf(e.getMessage()));
        }
        long size = content.map(JobFiles.Content::size).orElse(0L);
        if (size > most) {
            throw new FileCommandException("holds " + size + " bytes, more than " + most);
        }
        return content.map(read -> text(read.bytes())).orElse("");
    }

    private static Optional<JobFiles.Content> taken(Path file, long most) throws IOException {
        try {
            return JobFiles.read(file, most);
        } finally {
            discard(file);
        }
    }

    /// Some shells begin a file with a mark that tells its encoding.
    private static String text(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        Charset charset =
                first == 0xfffe || first == 0xfeff
                        ? StandardCharsets.UTF_16
                        : StandardCharsets.UTF_8;
        String text = new String(bytes, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static void discard(Path file) {
        try {
            Trees.delete(file);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}: {}", file, e.getMessage());
        }
    }

    private static String complain(String name, @Nullable String error, StepEffects effects) {
        String message = "The file of " + name + " " + error;
        effects.annotate(StepAnnotation.of(Level.FAILURE, message));
        return "##[error]" + message;
    }
}
