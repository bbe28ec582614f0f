package dev.minijenkin.console.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.view.whatif.CancelEffect;
import dev.minijenkin.db.view.whatif.LimitEffect;
import dev.minijenkin.db.view.whatif.OtherJobs;
import dev.minijenkin.db.view.whatif.PriorityEffect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WhatIfTextTest {
    @Test
    void itSaysWhoHasWhatGetsFree() {
        assertThat(
                        WhatIfText.of(
                                new CancelEffect(
                                        2,
                                        3,
                                        2,
                                        List.of(
                                                new CancelEffect.FreedLock(
                                                        "production of shop-web", 1)))))
                .isEqualTo(
                        "Frees 2 slots, and 2 jobs in the queue can have them. 3 jobs of it would not start"
                                + " any more. production of shop-web gets free: 1 deployment waits for it.");
    }

    @Test
    void itSaysWhereNothingGetsFree() {
        assertThat(WhatIfText.of(new CancelEffect(0, 1, 0, List.of())))
                .isEqualTo(
                        "Frees no slot: no runner carries out a job of it. 1 job of it would not start any more.");
        assertThat(WhatIfText.of(new CancelEffect(1, 0, 0, List.of())))
                .isEqualTo("Frees 1 slot, and no job in the queue waits for it.");
    }

    @Test
    void anotherPriorityIsToldByPlacesAndTimesAndWhomItPasses() {
        PriorityEffect.Move move =
                new PriorityEffect.Move(
                        "train",
                        14,
                        3,
                        Optional.of(Duration.ofMinutes(6)),
                        Optional.of(Duration.ofSeconds(40)));
        assertThat(
                        WhatIfText.of(
                                new PriorityEffect(
                                        List.of(move),
                                        3,
                                        List.of(
                                                new OtherJobs("web / ci", 0, 5),
                                                new OtherJobs("docs / site", 0, 1)))))
                .isEqualTo(
                        "train moves from place 14 to 3: it would start in about 40 s instead of in 6 min."
                                + " 2 more jobs of the same in the queue. 5 jobs of web / ci start later."
                                + " 1 job of docs / site starts later.");
        assertThat(
                        WhatIfText.of(
                                new PriorityEffect(
                                        List.of(
                                                new PriorityEffect.Move(
                                                        "build",
                                                        1,
                                                        1,
                                                        Optional.empty(),
                                                        Optional.empty())),
                                        1,
                                        List.of())))
                .isEqualTo("build stays at place 1. Nobody else's place changes.");
        assertThat(WhatIfText.of(new PriorityEffect(List.of(), 0, List.of())))
                .isEqualTo("None of its jobs is in the queue now: it counts when they come.");
    }

    @Test
    void aLimitIsToldByWhatItKeepsAndWhenTheLastBegins() {
        LimitEffect.Work work = new LimitEffect.Work(8, 12, Optional.of(Duration.ofMinutes(2)));
        LimitEffect.Slots slots = new LimitEffect.Slots(4, 12);
        assertThat(
                        WhatIfText.of(
                                new LimitEffect(
                                        work,
                                        slots,
                                        OptionalInt.empty(),
                                        OptionalInt.of(4),
                                        List.of(new OtherJobs("web / ci", 5, 0)))))
                .isEqualTo(
                        "8 jobs of it are under way, 12 are in the queue. What is under way goes on,"
                                + " though it is more than 4. 12 of these would wait for the limit instead"
                                + " of none. 4 jobs fewer would start at once. The last of them would start"
                                + " in about 6 min instead of in 2 min. 5 jobs of web / ci may start sooner.");
        assertThat(
                        WhatIfText.of(
                                new LimitEffect(
                                        work,
                                        slots,
                                        OptionalInt.of(8),
                                        OptionalInt.of(0),
                                        List.of())))
                .contains("12 of these wait for the limit, as now")
                .contains("None begins while it is so");
    }
}
