package dev.minijenkin.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.view.audit.AuditedCommand;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCsvTest {
    private static final Instant CREATED = Instant.parse("2026-11-23T14:02:00Z");

    @TempDir Path folder;

    @Test
    void eachCommandIsALineWithItsTimesInUtc() throws Exception {
        Path file = folder.resolve("commands.csv");
        assertThat(AuditCsv.write(List.of(command("the lock, as \"agreed\"\nby all")), file))
                .isEqualTo(1);
        assertThat(Files.readString(file))
                .isEqualTo(
                        "id,created,due,executed,kind,about,run,job,actor,token,reason,state,outcome\r\n"
                                + "7,2026-11-23T14:02:00Z,2026-11-23T14:02:05Z,,cancel,shop-web / ci #12,42,,ana,,"
                                + "\"the lock, as \"\"agreed\"\"\nby all\",pending,\r\n");
    }

    @Test
    void nothingThatAPersonWroteIsTakenForAFormula() {
        assertThat(AuditCsv.table(List.of(command("=HYPERLINK(\"http://evil\")"))))
                .contains(",\"'=HYPERLINK(\"\"http://evil\"\")\",");
        assertThat(AuditCsv.table(List.of(command("-1")))).contains(",'-1,");
        assertThat(AuditCsv.table(List.of(command("a-b = c")))).contains(",a-b = c,");
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() {
        Path nowhere = folder.resolve("no/such/commands.csv");
        assertThatThrownBy(() -> AuditCsv.write(List.of(), nowhere))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The commands could not be saved: ");
    }

    private static AuditedCommand command(String reason) {
        return new AuditedCommand(
                new CommandId(7),
                "cancel",
                "shop-web / ci #12",
                new RunId(42),
                null,
                "ana",
                "",
                reason,
                true,
                CommandState.PENDING,
                "",
                CREATED,
                CREATED.plusSeconds(5),
                null);
    }
}
