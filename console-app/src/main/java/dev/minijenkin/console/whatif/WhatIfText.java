package dev.minijenkin.console.whatif;

import dev.minijenkin.db.view.whatif.CancelEffect;
import java.util.ArrayList;
import java.util.List;

/// What a command would do to others, as a person says it.
final class WhatIfText {
    private WhatIfText() {}

    /// `Frees 2 slots, and 2 jobs in the queue can have them. production of shop-web gets free: 1
    /// deployment waits for it.`
    static String of(CancelEffect effect) {
        List<String> sentences = new ArrayList<>();
        if (effect.stopped() > 0) {
            sentences.add(
                    "Frees "
                            + counted(effect.stopped(), "slot")
                            + (effect.couldStart() == 0
                                    ? ", and no job in the queue waits for "
                                            + (effect.stopped() == 1 ? "it" : "them")
                                    : ", and "
                                            + counted(effect.couldStart(), "job")
                                            + " in the queue can have "
                                            + (effect.stopped() == 1 ? "it" : "them")));
        } else {
            sentences.add("Frees no slot: no runner carries out a job of it");
        }
        if (effect.unstarted() > 0) {
            sentences.add(counted(effect.unstarted(), "job") + " of it would not start any more");
        }
        for (CancelEffect.FreedLock lock : effect.locks()) {
            sentences.add(
                    lock.environment()
                            + " gets free: "
                            + (lock.waiting() == 0
                                    ? "nobody waits for it"
                                    : counted(lock.waiting(), "deployment")
                                            + (lock.waiting() == 1 ? " waits" : " wait")
                                            + " for it"));
        }
        return String.join(". ", sentences) + ".";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
