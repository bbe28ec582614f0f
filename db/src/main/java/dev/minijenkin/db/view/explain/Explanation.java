package dev.minijenkin.db.view.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that a job waits for, or how it stands.
///
/// @param kind `state`, `run`, `need`, `group`, `approval`, `lock`, `hold`, `queue` or `runner`;
///   `past`: what became of it since the minute that is looked at
/// @param subject what it is about: a job, a group, an environment, labels, a runner
/// @param sentence for a person
/// @param place in its line, from 1; null: it stands in none
/// @param startsAt when it likely begins; null: nobody can say
public record Explanation(
        String kind,
        String subject,
        String sentence,
        @Nullable Long place,
        @Nullable Instant startsAt) {}
