package dev.minijenkin.console.state;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.run.step.StepState;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import dev.minijenkin.db.view.runs.AskedLabels;
import dev.minijenkin.db.view.runs.RunView;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How runs, jobs and steps look.
public final class StateLooks {
    private static final List<StateShape> WORST_FIRST =
            List.of(
                    StateShape.RUNNING,
                    StateShape.WAITING,
                    StateShape.QUEUED,
                    StateShape.BLOCKED,
                    StateShape.FAILURE,
                    StateShape.TIMED_OUT,
                    StateShape.CANCELLED,
                    StateShape.SUCCESS,
                    StateShape.SKIPPED);

    private StateLooks() {}

    public static StateLook of(RunView run) {
        Conclusion conclusion = run.status().conclusion();
        if (run.status().state() == RunState.FINISHED && conclusion != null) {
            return ended(conclusion, run.status().cause());
        }
        return switch (run.status().state()) {
            case RUNNING -> new StateLook(StateShape.RUNNING, "Running");
            case WAITING ->
                    new StateLook(StateShape.WAITING, waiting(run.status().waiting().reason()));
            case QUEUED, FINISHED -> new StateLook(StateShape.QUEUED, "Queued");
        };
    }

    /// Of what has ended.
    public static StateLook of(Conclusion conclusion) {
        return ended(conclusion, null);
    }

    public static StateLook of(JobView job) {
        Conclusion conclusion = job.status().conclusion();
        if (job.status().state() == JobState.FINISHED && conclusion != null) {
            return ended(conclusion, job.status().cause());
        }
        WaitingReason waitingFor = job.status().waitingFor();
        return switch (job.status().state()) {
            case RUNNING -> new StateLook(StateShape.RUNNING, "Running");
            case CLAIMED -> new StateLook(StateShape.RUNNING, "Starting");
            case WAITING ->
                    new StateLook(
                            StateShape.WAITING,
                            waiting(
                                    waitingFor == null
                                            ? null
                                            : waitingFor.name().toLowerCase(Locale.ROOT)));
            case BLOCKED -> new StateLook(StateShape.BLOCKED, "Blocked");
            case QUEUED, FINISHED -> new StateLook(StateShape.QUEUED, "Queued");
        };
    }

    /// How several jobs look as one: what is worst of those that ended, unless some are not over.
    public static StateLook of(List<JobView> jobs) {
        List<StateLook> looks = jobs.stream().map(StateLooks::of).toList();
        return WORST_FIRST.stream()
                .flatMap(shape -> looks.stream().filter(look -> look.shape() == shape).limit(1))
                .findFirst()
                .orElse(new StateLook(StateShape.BLOCKED, "Blocked"));
    }

    /// What a job waits for, in one sentence; empty where it waits for nothing but its turn.
    public static String waitsFor(JobView job) {
        WaitingReason reason = job.status().waitingFor();
        if (job.status().state() == JobState.BLOCKED && !job.needs().isEmpty()) {
            return "needs " + String.join(", ", job.needs());
        }
        if (job.status().state() == JobState.QUEUED) {
            return runnerFor(job.placement().asked());
        }
        if (reason == null) {
            return "";
        }
        if (!job.status().message().isEmpty()) {
            return sentence(job.status().message());
        }
        return waitsFor(reason);
    }

    /// What an open run waits for, in one sentence; empty where it runs.
    public static String waitsFor(RunView run) {
        RunView.Waiting waiting = run.status().waiting();
        return switch (run.status().state()) {
            case RUNNING, FINISHED -> "";
            case QUEUED -> runnerFor(waiting.labels());
            case WAITING -> {
                String reason = waiting.reason();
                yield !waiting.message().isEmpty()
                        ? sentence(waiting.message())
                        : reason == null
                                ? ""
                                : waitsFor(EnumWords.parse(WaitingReason.class, reason));
            }
        };
    }

    /// Whether a job can never start as things stand.
    public static boolean isStuck(JobView job) {
        return job.status().state() == JobState.QUEUED && !job.placement().asked().served();
    }

    /// Whether nobody could take what a run waits for.
    public static boolean isStuck(RunView run) {
        return run.status().state() == RunState.QUEUED && !run.status().waiting().labels().served();
    }

    /// `no runner has the label gpu`, in the same words wherever it is said.
    public static String nobodyHas(AskedLabels asked) {
        if (asked.missing().isEmpty()) {
            return "no runner has " + String.join(" and ", asked.labels()) + " together";
        }
        return "no runner has the label"
                + (asked.missing().size() == 1 ? " " : "s ")
                + String.join(", ", asked.missing());
    }

    private static String runnerFor(AskedLabels asked) {
        if (!asked.served()) {
            return nobodyHas(asked);
        }
        return asked.labels().isEmpty()
                ? "for a runner"
                : "for a runner with " + String.join(", ", asked.labels());
    }

    /// Without the marks that are for logs.
    private static String sentence(String message) {
        return message.replace("`", "");
    }

    private static String waitsFor(WaitingReason reason) {
        return switch (reason) {
            case APPROVAL -> "Waits for approval";
            case CONCURRENCY -> "Waits for another run of its concurrency group";
            case DEPLOYMENT_LOCK -> "Waits for the deployment lock";
            case HOLD -> "Held by a person";
            case WAIT_TIMER -> "Waits for the time that its environment asks for";
        };
    }

    public static StateLook of(StepView step) {
        Conclusion conclusion = step.conclusion();
        if (step.state() == StepState.FINISHED && conclusion != null) {
            return ended(conclusion, null);
        }
        return step.state() == StepState.RUNNING
                ? new StateLook(StateShape.RUNNING, "Running")
                : new StateLook(StateShape.BLOCKED, "Pending");
    }

    /// The cause in a few words, for a heading.
    public static String words(Cause cause) {
        return switch (cause) {
            case EXIT_CODE -> "a step exited with an error";
            case RUNNER_LOST -> "its runner was lost";
            case SUPERSEDED -> "superseded by a newer run";
            case NEVER_SCHEDULABLE -> "no runner could ever take it";
            case CANCELLED_BY_COMMAND -> "cancelled by a person";
            case TIMEOUT -> "timed out";
            case DEPENDENCY -> "a job it needs did not succeed";
            case CONDITION -> "its condition was not met";
            case WORKFLOW_INVALID -> "the workflow file is broken";
            case CHECKOUT_FAILED -> "the checkout failed";
            case RUNNER_ERROR -> "the runner had an error";
            case RUNNER_STOPPED -> "its runner was stopped";
            case REJECTED -> "rejected at its environment";
        };
    }

    private static StateLook ended(Conclusion conclusion, @Nullable Cause cause) {
        return switch (conclusion) {
            case SUCCESS -> new StateLook(StateShape.SUCCESS, "Success");
            case FAILURE -> new StateLook(StateShape.FAILURE, "Failed");
            case TIMED_OUT -> new StateLook(StateShape.TIMED_OUT, "Timed out");
            case CANCELLED ->
                    new StateLook(
                            StateShape.CANCELLED,
                            cause == Cause.SUPERSEDED ? "Superseded" : "Cancelled");
            case SKIPPED -> new StateLook(StateShape.SKIPPED, "Skipped");
        };
    }

    private static String waiting(@Nullable String reason) {
        if (reason == null) {
            return "Waiting";
        }
        return switch (reason) {
            case "approval" -> "Approval";
            case "concurrency" -> "Group";
            case "deployment_lock" -> "Lock";
            case "hold" -> "On hold";
            case "wait_timer" -> "Timer";
            default -> "Waiting";
        };
    }
}
