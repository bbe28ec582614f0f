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

    /// Its files end their lines as Windows does.
    private static final String OF_CMD = ".cmd";

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
        return switch (asked.toLowerCase(Locale.ROOT)) {
            case "" -> template(host.usualShell(path));
            case "bash" -> template(asked + " --noprofile --norc -e -o pipefail {0}");
            case "sh" -> template(asked + " -e {0}");
            case "python" -> template(asked + " {0}");
            case "cmd" -> cmd(asked, host, path);
            case "pwsh", "powershell" -> template(asked + " -command \". '{0}'\"");
            default -> template(asked);
        };
    }

    /// Of Windows; elsewhere where somebody put a program of this name, as Wine has it.
    private static Shell cmd(String asked, StepHost host, String path) {
        if (host.findProgram(asked, path).isEmpty()) {
            throw new IllegalArgumentException(
                    "has the shell 'cmd', which this host has not: write bash, sh, python, pwsh, or a"
                            + " command with {0} where the script's file stands");
        }
        return new Shell(
                List.of(asked, "/D", "/E:ON", "/V:OFF", "/S", "/C", "CALL \"{0}\""),
                OF_CMD,
                "@echo off\n",
                "");
    }

    /// @param script its path, as the shell sees it
    List<String> commandFor(String script) {
        return command.stream().map(word -> word.replace(SCRIPT, script)).toList();
    }

    String fileContent(String script) {
        String content = before + script + after;
        return suffix.equals(OF_CMD)
                ? content.replace("\r\n", "\n").replace("\n", "\r\n")
                : content;
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
