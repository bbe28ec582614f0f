package dev.minijenkin.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.view.audit.CommandCriteria;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditFilterTest {
    @Test
    void tokensAndWordsAreUnderstood() {
        assertThat(
                        AuditFilter.of(
                                "by:\"ana maria\" command:free-lock outcome:refused since:2d flash sale"))
                .isEqualTo(
                        new AuditFilter(
                                new CommandCriteria(
                                        "ana maria",
                                        "free_lock",
                                        Set.of(CommandState.REFUSED),
                                        Duration.ofDays(2),
                                        "flash sale"),
                                ""));
        assertThat(AuditFilter.of("by:")).isEqualTo(new AuditFilter(CommandCriteria.ALL, ""));
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThat(AuditFilter.of("since:yesterday").problem())
                .isEqualTo("since: takes a number and m, h, d or w: since:2d");
        assertThat(AuditFilter.of("outcome:good").problem())
                .startsWith("outcome: is one of pending, done");
    }
}
