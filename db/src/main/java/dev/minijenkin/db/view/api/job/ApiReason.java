package dev.minijenkin.db.view.api.job;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("One thing that a job waits for, or how it stands")
public record ApiReason(
        @Meaning(
                        "state, run, need, group, approval, timer, refusal, lock, hold, limit, queue or runner")
                String kind,
        @Meaning("What it is about: a job, a group, an environment, labels, a runner")
                @Nullable String subject,
        @Meaning("For people") String sentence,
        @Meaning("In its line, from 1; null: it stands in none") @Nullable Long place,
        @Meaning("When it likely begins; null: nobody can say") @Nullable Instant startsAt) {}
