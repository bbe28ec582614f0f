package dev.minijenkin.console.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.view.whatif.CancelEffect;
import java.util.List;
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
}
