package dev.minijenkin.cli.part;

import dev.minijenkin.cli.Main;
import dev.minijenkin.db.DatabaseConfiguration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import picocli.CommandLine;

/// What a command printed, both ways, and its status.
@NullMarked
public record Said(int status, String text) {
    /// Performs a command in this process.
    ///
    /// @param as whose connection it opens
    public static Said by(DatabaseConfiguration as, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        int end = all.contains("--") ? all.indexOf("--") : all.size();
        all.addAll(end, List.of("--db", as.url(), "--db-user", as.user()));
        if (!as.password().isEmpty()) {
            all.addAll(end, List.of("--db-password", as.password()));
        }
        StringWriter text = new StringWriter();
        CommandLine line = Main.commandLine(all.toArray(String[]::new));
        line.setOut(new PrintWriter(text, true));
        line.setErr(new PrintWriter(text, true));
        int status = line.execute(all.toArray(String[]::new));
        return new Said(status, text.toString());
    }
}
