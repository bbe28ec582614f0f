package dev.minijenkin.console.audit;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.audit.AuditedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Commands as a table for other programs: CSV as RFC 4180 has it, times in UTC, with their ids.
final class AuditCsv {
    private static final String HEAD =
            "id,created,due,executed,kind,about,run,job,actor,token,reason,state,outcome";
    private static final String END = "\r\n";

    private AuditCsv() {}

    /// Writes all of them; how many they are. Called on workers.
    static int write(List<AuditedCommand> commands, Path file) {
        try {
            Files.writeString(file, table(commands));
            return commands.size();
        } catch (IOException e) {
            throw new UncheckedIOException("The commands could not be saved: " + e.getMessage(), e);
        }
    }

    static String table(List<AuditedCommand> commands) {
        return Stream.concat(Stream.of(HEAD), commands.stream().map(AuditCsv::line))
                .collect(Collectors.joining(END, "", END));
    }

    private static String line(AuditedCommand command) {
        RunId run = command.run();
        JobId job = command.job();
        return Stream.of(
                        Long.toString(command.id().value()),
                        time(command.created()),
                        time(command.due()),
                        time(command.executed()),
                        command.kind(),
                        command.about(),
                        run == null ? "" : Long.toString(run.value()),
                        job == null ? "" : Long.toString(job.value()),
                        command.actor(),
                        command.token(),
                        command.reason(),
                        EnumWords.of(command.state()),
                        command.outcome())
                .map(AuditCsv::field)
                .collect(Collectors.joining(","));
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    /// What programs for tables would take for a formula, and carry out, is marked as a text: a
    /// reason is written by whoever gives a command.
    private static String field(String text) {
        String plain = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        return plain.matches("(?s).*[\",\r\n].*")
                ? "\"" + plain.replace("\"", "\"\"") + "\""
                : plain;
    }
}
