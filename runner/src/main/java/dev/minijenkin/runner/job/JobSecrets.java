package dev.minijenkin.runner.job;

import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.access.SecretsAnswer;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.PassedSecrets;
import dev.minijenkin.workflow.plan.definition.SecretNames;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The secrets that a job names: fetched for its live claim, opened here, and hidden in its log
/// before its first step.
final class JobSecrets {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Between two looks of a guest at whether its secrets are sealed.
    private static final Duration SEALING_PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST_SEALING = Duration.ofSeconds(60);

    private final RunnerServices services;
    private final ClaimedJob job;
    private final StopSignal stop;

    JobSecrets(RunnerServices services, ClaimedJob job, StopSignal stop) {
        this.services = services;
        this.job = job;
        this.stop = stop;
    }

    /// What the job sees as `secrets`, all of it hidden by the masks. A job that names none asks
    /// nobody. Tries for as long as the database is away.
    ///
    /// @param event of the run
    /// @return empty where the job must end, because the claim is lost or for another reason
    /// @throws RunnerException if one cannot be opened here
    Optional<ObjectValue> fetch(JobDefinition definition, Value event, Masks masks)
            throws InterruptedException {
        return ofRepository(definition.secrets(), masks)
                .map(all -> PassedSecrets.seen(definition.passedSecrets(), all, event))
                .map(seen -> {
                    // Of what callers hand over, too, nothing is printed.
                    seen.fields().values().forEach(value -> masks.addSecret(value.asText()));
                    return seen;
                });
    }

    private Optional<ObjectValue> ofRepository(SecretNames names, Masks masks)
            throws InterruptedException {
        if (names.isNone()) {
            return Optional.of(ObjectValue.EMPTY);
        }
        JobAccess access = services.access().of(job);
        Instant patience = Instant.now().plus(LONGEST_SEALING);
        while (true) {
            Optional<SecretsAnswer> answer =
                    new WhileAway("The secrets of " + job.job(), PAUSE, PAUSE, new WakeUp())
                            .repeat(stop::killed, _ -> access.secrets());
            switch (answer.orElse(null)) {
                case null -> {
                    return Optional.empty();
                }
                case SecretsAnswer.ClaimOver() -> {
                    stop.ask(StopReason.CLAIM_LOST);
                    return Optional.empty();
                }
                case SecretsAnswer.Given(List<SealedSecret> sealed) -> {
                    return Optional.of(open(sealed, masks));
                }
                case SecretsAnswer.Wanted() -> {
                    if (Instant.now().isAfter(patience)) {
                        throw new RunnerException(
                                "Nobody sealed the secrets of the job for this guest runner within "
                                        + LONGEST_SEALING.toSeconds()
                                        + " s: a runner that is no guest has to be there, and hold their"
                                        + " key");
                    }
                    Thread.sleep(SEALING_PAUSE);
                }
            }
        }
    }

    private ObjectValue open(List<SealedSecret> sealed, Masks masks) {
        Map<String, String> values = new LinkedHashMap<>();
        for (SealedSecret secret : sealed) {
            try {
                String value = secret.open(services.keys());
                masks.addSecret(value);
                values.put(secret.name().text(), value);
            } catch (SealException e) {
                throw new RunnerException(String.valueOf(e.getMessage()), e);
            }
        }
        return ObjectValue.ofTexts(values);
    }
}
