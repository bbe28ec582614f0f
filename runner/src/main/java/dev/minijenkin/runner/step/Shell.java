package dev.minijenkin.runner.step;

import dev.minijenkin.runner.host.StepHost;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// How a script is executed.
///
/// @param command with `{0}` where the script's file stands
/// @param suffix of the script's file
/// @param before lines put before the script
/// @param after lines put after it
record Shell(List<String> command, String suffix, String before, String after) {
    private static final String SCRIPT = "{0}";

    Shell {
        command = List.copyOf(command);
    }

    /// The shell that a step, or the defaults of its job, asks for.
    ///
    /// @param name empty: the default of the host
    /// @param path in which its programs are found
    /// @throws IllegalArgumentException if it is not known and no template either
    static Shell of(String name, StepHost host, String path) {
        return switch (name.strip()) {
            case "" -> posix(host.hasProgram("bash", path) ? "bash -e {0}" : "sh -e {0}");
            case "bash" -> posix("bash --noprofile --norc -e -o pipefail {0}");
            case "sh" -> posix("sh -e {0}");
            case "python" -> new Shell(List.of("python", SCRIPT), ".py", "", "");
            case "pwsh", "powershell" ->
                    new Shell(
                            List.of(name.strip(), "-command", ". '{0}'"),
                            ".ps1",
                            "$ErrorActionPreference = 'stop'\n",
                            "\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE))"
                                    + " { exit $LASTEXITCODE }\n");
            default -> template(name.strip());
        };
    }

    List<String> commandFor(Path script) {
        return command.stream().map(word -> word.replace(SCRIPT, script.toString())).toList();
    }

    String fileContent(String script) {
        return before + script + after;
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }

    private static Shell posix(String template) {
        return new Shell(words(template), ".sh", "", "");
    }

    private static Shell template(String template) {
        if (!template.contains(SCRIPT)) {
            throw new IllegalArgumentException(
                    "has the shell '"
                            + template
                            + "', which is not known: write bash, sh, python, pwsh, or a command with {0}"
                            + " where the script's file stands");
        }
        return new Shell(words(template), "", "", "");
    }

    private static List<String> words(String template) {
        return Arrays.asList(template.split("\\s+", -1));
    }
}
