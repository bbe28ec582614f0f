package dev.minijenkin.console.whatif;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.view.whatif.CancelEffect;
import dev.minijenkin.db.view.whatif.LimitEffect;
import dev.minijenkin.db.view.whatif.OtherJobs;
import dev.minijenkin.db.view.whatif.PriorityEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a command would do to others, as a person says it.
final class WhatIfText {
    /// Of what one sentence each is said; the rest is counted.
    private static final int TOLD = 3;

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

    /// `train moves from place 14 to 3: it would start in about 40 s instead of 6 min. 5 jobs of
    /// web / ci start later.`
    static String of(PriorityEffect effect) {
        if (effect.moves().isEmpty()) {
            return "None of its jobs is in the queue now: it counts when they come.";
        }
        List<String> sentences = new ArrayList<>();
        for (PriorityEffect.Move move : effect.moves().stream().limit(TOLD).toList()) {
            sentences.add(of(move));
        }
        long more = effect.queued() - Math.min(TOLD, effect.moves().size());
        if (more > 0) {
            sentences.add(counted(more, "more job") + " of the same in the queue");
        }
        sentences.addAll(others(effect.others(), ""));
        return String.join(". ", sentences) + ".";
    }

    private static String of(PriorityEffect.Move move) {
        if (move.from() == move.to()) {
            return move.job() + " stays at place " + move.from();
        }
        String start = starts(move.startsAfter());
        String before = starts(move.startsBefore());
        return move.job()
                + " moves from place "
                + move.from()
                + " to "
                + move.to()
                + ": "
                + (start.isEmpty()
                        ? "when it would start nobody can say"
                        : "it would start "
                                + start
                                + (before.isEmpty() || before.equals(start)
                                        ? before.equals(start) ? " all the same" : ""
                                        : " instead of " + before.replace("about ", "")));
    }

    /// `8 of it are under way, 12 are in the queue. 4 of these wait for the limit instead of none.`
    static String of(LimitEffect effect) {
        LimitEffect.Work work = effect.work();
        List<String> sentences = new ArrayList<>();
        sentences.add(
                counted(work.taken(), "job")
                        + (work.taken() == 1 ? " of it is" : " of it are")
                        + " under way, "
                        + work.queued()
                        + (work.queued() == 1 ? " is" : " are")
                        + " in the queue");
        effect.after()
                .ifPresent(most -> {
                    if (work.taken() > most) {
                        sentences.add("What is under way goes on, though it is more than " + most);
                    }
                });
        if (work.queued() > 0) {
            sentences.addAll(queued(effect));
        }
        sentences.addAll(others(effect.others(), "may "));
        return String.join(". ", sentences) + ".";
    }

    private static List<String> queued(LimitEffect effect) {
        List<String> sentences = new ArrayList<>();
        long kept = effect.kept(effect.after());
        long keptNow = effect.kept(effect.before());
        sentences.add(
                kept == keptNow
                        ? kept == 0
                                ? "None of these waits for the limit"
                                : kept + " of these wait for the limit, as now"
                        : (kept == 0 ? "None" : Long.toString(kept))
                                + " of these would wait for the limit instead of "
                                + (keptNow == 0 ? "none" : keptNow));
        long begins = effect.begins(effect.after()) - effect.begins(effect.before());
        if (begins > 0) {
            sentences.add(counted(begins, "job") + " more would start at once");
        } else if (begins < 0) {
            sentences.add(counted(-begins, "job") + " fewer would start at once");
        }
        String last = starts(effect.lastBegins(effect.after()));
        String before = starts(effect.lastBegins(effect.before()));
        if (effect.after().isPresent() && effect.after().getAsInt() == 0) {
            sentences.add("None begins while it is so");
        } else if (!last.isEmpty() && !last.equals(before)) {
            sentences.add(
                    "The last of them would start "
                            + last
                            + (before.isEmpty()
                                    ? ""
                                    : " instead of " + before.replace("about ", "")));
        }
        return sentences;
    }

    /// @param may before what they do; empty: they do it
    private static List<String> others(List<OtherJobs> others, String may) {
        if (others.isEmpty()) {
            return List.of("Nobody else's place changes");
        }
        List<String> sentences = new ArrayList<>();
        for (OtherJobs of : others.stream().limit(TOLD).toList()) {
            if (of.later() > 0) {
                sentences.add(start(of.later(), of.pipeline(), may, "later"));
            }
            if (of.sooner() > 0) {
                sentences.add(start(of.sooner(), of.pipeline(), may, "sooner"));
            }
        }
        if (others.size() > TOLD) {
            long more = others.stream().skip(TOLD).mapToLong(of -> of.later() + of.sooner()).sum();
            sentences.add(
                    "So it is with "
                            + counted(more, "job")
                            + " of "
                            + counted(others.size() - TOLD, "other pipeline"));
        }
        return sentences;
    }

    private static String start(long count, String pipeline, String may, String when) {
        return counted(count, "job")
                + " of "
                + pipeline
                + " "
                + (may.isEmpty() && count == 1 ? "starts " : may + "start ")
                + when;
    }

    private static String starts(Optional<Duration> in) {
        return in.map(time ->
                        time.toSeconds() < 2 ? "at once" : "in about " + Durations.words(time))
                .orElse("");
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
