package dev.minijenkin.cli;

import dev.minijenkin.cli.part.Terminal;
import dev.minijenkin.instance.Program;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;

/// The `mini-jenkin` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Terminal.guard();
        if (Arrays.stream(arguments).anyMatch(word -> word.startsWith("--db-password"))) {
            System.err.println(
                    "Every user of this host can read a password on a command line: better MINI_JENKIN_DB_PASSWORD or ~/.pgpass");
        }
        if (Arrays.stream(arguments)
                .anyMatch(word -> word.matches("--(runner|server)-key(=.*)?"))) {
            System.err.println(
                    "Every user of this host can read a private key on a command line: replace it, and give it as a file in the folder of keys");
        }
        if (Arrays.stream(arguments).anyMatch(word -> word.startsWith("--scale-secret"))) {
            System.err.println(
                    "Every user of this host can read a secret on a command line: better MINI_JENKIN_SCALE_SECRET");
        }
        if (arguments.length > 0 && arguments[0].equals("run")) {
            // What a job prints is what a person looks at, and not what the runner does for it.
            System.setProperty("mini-jenkin.log-level", "ERROR");
        }
        LogFormat.objection(System.getenv()).ifPresent(System.err::println);
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        Optional<String> objection = LaunchEnvironment.objection(encoding, arguments);
        objection.ifPresent(System.err::println);
        ClassArchive archive = ClassArchive.ofThisProcess();
        int status = objection.isPresent() ? 1 : commandLine(arguments).execute(arguments);
        archive.ends(status, arguments);
        System.exit(status);
    }

    public static CommandLine commandLine(String... arguments) {
        return MiniJenkin.commandLine(Program.of(Main.class), arguments)
                .setDefaultValueProvider(new OptionDefaults(LaunchEnvironment.of(System.getenv())))
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }
}
