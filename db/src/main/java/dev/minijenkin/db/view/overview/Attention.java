package dev.minijenkin.db.view.overview;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.runs.AskedLabels;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import java.util.List;

/// Something that needs a person.
public sealed interface Attention {
    /// Tells it apart from all others, whatever becomes of it.
    String key();

    /// Since when it is so.
    Instant since();

    /// The newest finished run of a pipeline on the default branch did not succeed.
    ///
    /// @param failure what went wrong first in it
    /// @param inARow how many runs in a row did not succeed, this one included; counted up to 100
    /// @param broke since when the branch fails
    record FailedRun(RunView run, FirstFailure failure, int inARow, Broke broke)
            implements Attention {
        @Override
        public String key() {
            return "run " + run.id().value();
        }

        @Override
        public Instant since() {
            return broke.at();
        }
    }

    /// The first run that failed after the last one that succeeded. Neither reruns nor newer runs
    /// change it.
    ///
    /// @param number of the run
    /// @param title of its commit
    /// @param actor who caused it
    /// @param at when it failed first
    /// @param everGreen whether one succeeded before it
    record Broke(
            RunId run,
            long number,
            String commitSha,
            String title,
            String actor,
            Instant at,
            boolean everGreen) {
        public String shortSha() {
            return commitSha.substring(0, 7);
        }
    }

    /// Queued jobs that no runner which is online could take.
    ///
    /// @param jobs how many
    /// @param first of them, the oldest first; at most three
    record UnschedulableJobs(AskedLabels labels, int jobs, List<NamedJob> first, Instant since)
            implements Attention {
        @Override
        public String key() {
            return "labels " + String.join(",", labels.labels());
        }
    }

    /// A job with its name.
    ///
    /// @param name as a person calls it: `shop / ci #12 › train`
    record NamedJob(RunId run, JobId job, String name) {}

    /// A runner that neither left in good order nor is heard.
    ///
    /// @param host where it ran
    record SilentRunner(String name, String host, List<String> labels, int jobs, Instant since)
            implements Attention {
        @Override
        public String key() {
            return "runner " + name;
        }
    }

    /// Notifications that gave up.
    ///
    /// @param attempts of the newest of them
    record DeadLetters(String target, int messages, String lastError, int attempts, Instant since)
            implements Attention {
        @Override
        public String key() {
            return "target " + target;
        }
    }

    /// A delivery that failed.
    ///
    /// @param retried whether it is tried again by itself, as where a repository cannot be reached
    record FailedDelivery(
            DeliveryId delivery,
            String repository,
            String event,
            String error,
            boolean retried,
            int attempts,
            Instant since)
            implements Attention {
        @Override
        public String key() {
            return "delivery " + delivery.value();
        }
    }

    /// An environment whose lock is kept although nobody deploys.
    ///
    /// @param because as the end of a sentence
    /// @param until when it is free by itself; the end of time: once a person frees it
    /// @param holder the job that held it last; empty: its run is gone
    /// @param waiting how many deployments wait for it
    record KeptEnvironment(
            RepositoryId repository,
            String repositoryName,
            String environment,
            String because,
            Instant until,
            List<NamedJob> holder,
            int waiting,
            Instant since)
            implements Attention {
        @Override
        public String key() {
            return "environment " + repository.value() + " " + environment;
        }

        /// Whether only a person frees it.
        public boolean forGood() {
            return until.equals(Instant.MAX);
        }
    }

    /// A git host, or a repository, that does not answer.
    ///
    /// @param name of the host or the repository
    /// @param repository itself, or one of the host's
    /// @param tries how many failed
    /// @param deliveries how many wait for it
    record AwayRemote(
            String name,
            RepositoryId repository,
            String reason,
            int tries,
            int deliveries,
            Instant nextTry,
            Instant since)
            implements Attention {
        @Override
        public String key() {
            return "remote " + name;
        }
    }
}
