package dev.minijenkin.instance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// git's own command in one folder, as a fixed author and without prompts.
public record GitCommand(Path folder) {
    /// Runs git and waits; what it printed.
    public String run(String... arguments) {
        return feed("", arguments);
    }

    /// The same, as if another person were logged in: hooks tell that name.
    public String runAs(String login, String... arguments) {
        return feed("", Map.of("LOGNAME", login), arguments);
    }

    /// The same as [#run], for a command that reads what it is given.
    public String feed(String input, String... arguments) {
        return feed(input, Map.of(), arguments);
    }

    private String feed(String input, Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "git",
                                "-c",
                                "user.name=Mini-Jenkin",
                                "-c",
                                "user.email=demo@example.invalid",
                                "-c",
                                "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().putAll(environment);
        // A command that runs inside another repository's hook must not work on that one.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("GIT_DIR") || name.equals("GIT_WORK_TREE"));
        try {
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new InstanceException(
                        "git " + String.join(" ", arguments) + " failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new InstanceException("git cannot be run; is it installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InstanceException("Interrupted", e);
        }
    }
}
