package dev.minijenkin.runner.job;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.JobDefinition;
import dev.minijenkin.workflow.plan.PassedSecrets;
import dev.minijenkin.workflow.plan.SecretNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The secrets that a job names: fetched for its live claim, opened here, and hidden in its log
/// before its first step.
final class JobSecrets {
    private static final Duration PAUSE = Duration.ofMillis(500);

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
        Optional<Optional<List<SealedSecret>>> answer =
                new WhileAway("The secrets of " + job.job(), PAUSE, PAUSE, new WakeUp())
                        .repeat(stop::killed, _ -> ofClaim());
        if (answer.isPresent() && answer.get().isEmpty()) {
            stop.ask(StopReason.CLAIM_LOST);
        }
        return answer.flatMap(found -> found).map(found -> open(found, masks));
    }

    private Optional<List<SealedSecret>> ofClaim() {
        return services.database().statement(tx -> Secrets.ofClaim(tx, job.claim()));
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
