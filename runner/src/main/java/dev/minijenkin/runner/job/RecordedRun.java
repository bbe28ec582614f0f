package dev.minijenkin.runner.job;

import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The record of a run. Tries for as long as the database is away. Thread-safe.
final class RecordedRun implements RunRecord {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ClaimedJob job;
    private final JobAccess access;
    private final StopSignal stop;
    private @Nullable List<UsedAction> known;

    RecordedRun(ClaimedJob job, RunnerServices services, StopSignal stop) {
        this.job = job;
        this.access = services.access().of(job);
        this.stop = stop;
    }

    @Override
    public synchronized Optional<String> known(String repository, String ref)
            throws InterruptedException {
        if (known == null) {
            known = whileAway().repeat(stop::killed, _ -> access.actions()).orElse(List.of());
        }
        return known.stream()
                .filter(action ->
                        action.repository().equals(repository) && action.ref().equals(ref))
                .map(UsedAction::commit)
                .findFirst();
    }

    @Override
    public Optional<String> keep(String repository, String ref, String commit)
            throws InterruptedException {
        UsedAction action = new UsedAction(repository, ref, commit);
        Optional<Optional<String>> answer =
                whileAway().repeat(stop::killed, _ -> access.keep(action));
        if (answer.isPresent() && answer.get().isEmpty()) {
            stop.ask(StopReason.CLAIM_LOST);
        }
        return answer.flatMap(commitThatCounts -> commitThatCounts);
    }

    @Override
    public Optional<String> defaultBranch() throws InterruptedException {
        return whileAway()
                .repeat(stop::killed, _ -> access.defaultBranch())
                .flatMap(branch -> branch);
    }

    @Override
    public <T> Optional<T> ask(Question<T> question) throws InterruptedException {
        return whileAway().repeat(stop::killed, _ -> question.ask(access));
    }

    private WhileAway whileAway() {
        return new WhileAway("What an action asks for " + job.job(), PAUSE, PAUSE, new WakeUp());
    }
}
