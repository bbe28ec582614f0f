package dev.minijenkin.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void aHeaderIsReadAndWrittenAsItIs() {
        TraceContext known =
                TraceContext.ofHeader("00-%s-%s-01".formatted(TRACE, SPAN)).orElseThrow();
        assertThat(known).isEqualTo(new TraceContext(TRACE, Optional.of(SPAN), true));
        assertThat(known.header()).isEqualTo("00-%s-%s-01".formatted(TRACE, SPAN));
        assertThat(TraceContext.ofKept(known.header())).contains(known);
        assertThat(TraceContext.ofHeader("00-%s-%s-02".formatted(TRACE, SPAN)).orElseThrow())
                .satisfies(unsampled -> assertThat(unsampled.sampled()).isFalse());
        assertThat(TraceContext.ofHeader("cc-%s-%s-01-more".formatted(TRACE, SPAN)))
                .as("of a later version")
                .contains(known);
    }

    @Test
    void whatIsNoHeaderBeginsATraceAnew() {
        for (String wrong :
                List.of(
                        "",
                        "x",
                        TRACE,
                        "00-%s-%s".formatted(TRACE, SPAN),
                        "00-%s-%s-01-more".formatted(TRACE, SPAN),
                        "ff-%s-%s-01".formatted(TRACE, SPAN),
                        "00-%s-%s-01".formatted("0".repeat(32), SPAN),
                        "00-%s-%s-01".formatted(TRACE, "0".repeat(16)),
                        "00-%s-%s-01".formatted(TRACE.toUpperCase(java.util.Locale.ROOT), SPAN),
                        "00-%s-%s-zz".formatted(TRACE, SPAN),
                        "00-%s-%s-01\n".formatted(TRACE, SPAN) + "x")) {
            assertThat(TraceContext.ofHeader(wrong)).as(wrong).isEmpty();
        }
        assertThat(TraceContext.ofKept(TRACE))
                .contains(new TraceContext(TRACE, Optional.empty(), true));
    }

    @Test
    void eachSpanHasAnIdOfItsOwnAndAlwaysTheSame() {
        TraceContext trace = new TraceContext(TRACE, Optional.empty(), true);
        Set<String> ids =
                Set.of(
                        trace.ofRun(new RunId(1), 1),
                        trace.ofRun(new RunId(1), 2),
                        trace.ofRun(new RunId(2), 1),
                        trace.ofJob(new JobId(1)),
                        trace.ofJob(new JobId(2)),
                        trace.ofStep(new ClaimId(1), 1),
                        trace.ofStep(new ClaimId(1), 2),
                        trace.ofStep(new ClaimId(2), 1));
        assertThat(ids).hasSize(8).allMatch(id -> id.matches("[0-9a-f]{16}"));
        assertThat(trace.ofJob(new JobId(1))).isIn(ids);
        assertThat(trace.header(trace.ofJob(new JobId(1))))
                .isEqualTo("00-" + TRACE + "-" + trace.ofJob(new JobId(1)) + "-01");
    }
}
