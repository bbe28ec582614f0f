package dev.minijenkin.runner.step;

import dev.minijenkin.runner.context.Words;
import dev.minijenkin.runner.host.StepHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /// The shell that a step, or the defaults of its job, asks for. As in the reference the names
    /// of the known ones ignore case, and the program is the one that is named: most systems have
    /// no `Bash`.
    ///
    /// @param name empty: the default of the host
    /// @param path in which its programs are found
    /// @throws IllegalArgumentException if it is not known and no template either
    static Shell of(String name, StepHost host, String path) {
        String asked = name.strip();
        return template(
                switch (asked.toLowerCase(Locale.ROOT)) {
                    case "" -> host.usualShell(path);
                    case "bash" -> asked + " --noprofile --norc -e -o pipefail {0}";
                    case "sh" -> asked + " -e {0}";
                    case "python" -> asked + " {0}";
                    case "cmd" ->
                            throw new IllegalArgumentException(
                                    "has the shell 'cmd', which Windows alone has: this runner carries"
                                            + " out jobs on Linux and macOS, with bash, sh, python, pwsh,"
                                            + " or a command with {0} where the script's file stands");
                    case "pwsh", "powershell" -> asked + " -command \". '{0}'\"";
                    default -> asked;
                });
    }

    /// @param script its path, as the shell sees it
    List<String> commandFor(String script) {
        return command.stream().map(word -> word.replace(SCRIPT, script)).toList();
    }

    String fileContent(String script) {
        return before + script + after;
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }

    /// The first word decides what its scripts are called, and what stands around them.
    private static Shell template(String template) {
        if (!template.contains(SCRIPT)) {
            throw new IllegalArgumentException(
                    "has the shell '"
                            + template
                            + "', which is not known: write bash, sh, python, pwsh, or a command with {0}"
                            + " where the script's file stands");
        }
        List<String> words = words(template);
        String first = words.getFirst();
        String program = first.substring(first.lastIndexOf('/') + 1);
        return switch (program.toLowerCase(Locale.ROOT)) {
            case "bash", "sh" -> new Shell(words, ".sh", "", "");
            case "python" -> new Shell(words, ".py", "", "");
            case "pwsh", "powershell" ->
                    new Shell(
                            words,
                            ".ps1",
                            "$ErrorActionPreference = 'stop'\n",
                            "\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE))"
                                    + " { exit $LASTEXITCODE }\n");
            default -> new Shell(words, "", "", "");
        };
    }

    /// The command stands before the first blank.
    private static List<String> words(String template) {
        int blank = template.indexOf(' ');
        if (blank < 0) {
            return List.of(template);
        }
        List<String> words = new ArrayList<>(List.of(template.substring(0, blank)));
        words.addAll(Words.split(template.substring(blank)));
        return words;
    }
}
