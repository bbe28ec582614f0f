package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.guest.GuestReports;
import dev.minijenkin.db.guest.GuestReports.Report;
import dev.minijenkin.db.guest.GuestReports.Waiting;
import dev.minijenkin.db.guest.GuestSecrets;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Separately;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.engine.run.RunEvents;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does for guest runners what these may not do themselves: writes down how their jobs ended and
/// lets the runs go on, and seals secrets for them. Any number of processes may do so at once.
public final class GuestWork {
    private static final Logger LOG = LoggerFactory.getLogger(GuestWork.class);
    private static final Duration PERIOD = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final String MESSAGE =
            "Its guest runner lost track of it, and the job may not be claimed again";

    private static final JobResult UNREADABLE =
            JobResult.withoutRunner(
                    Conclusion.FAILURE,
                    Cause.RUNNER_ERROR,
                    "What its guest runner reported could not be carried out.");

    private GuestWork() {}

    /// Carries out what they reported.
    static Chore reports(Activity activity) {
        return Chore.every(PERIOD, "guest-reports", activity.during(GuestWork::carryOut))
                .wokenBy(Topic.GUEST)
                .goingOnAfter(SOON);
    }

    /// Seals secrets for them, in a process that holds the key.
    public static Chore secrets(KeyRing keys, Activity activity) {
        return Chore.every(
                        PERIOD,
                        "guest-secrets",
                        activity.during(ChoreWork.inTransaction(tx -> GuestSecrets.seal(tx, keys))))
                .wokenBy(Topic.SECRET);
    }

    /// Looks once.
    ///
    /// @return false where somebody held one of the runs, so that it is to be looked at again
    static boolean carryOut(Database database) {
        Separately look = new Separately();
        int all = 0;
        ClaimId after = new ClaimId(0);
        List<Waiting> waiting = some(database, after);
        while (!waiting.isEmpty()) {
            all += waiting.size();
            waiting.forEach(each -> look.attempt(each, one -> carryOut(database, one)));
            after = waiting.getLast().claim();
            waiting = some(database, after);
        }
        return look.end() == all;
    }

    private static List<Waiting> some(Database database, ClaimId after) {
        return database.statement(tx -> GuestReports.waiting(tx, after));
    }

    private static boolean carryOut(Database database, Waiting waiting) {
        try {
            return database.transaction(tx -> carryOut(tx, waiting));
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // What a guest says must not be able to keep its job for ever.
            LOG.warn("The report of claim {} cannot be carried out", waiting.claim().value(), e);
            return database.transaction(tx -> {
                LockLimit.set(tx, LockLimit.OF_CHORES);
                RunProgress.jobFinished(tx, waiting.claim(), UNREADABLE);
                GuestReports.forget(tx, waiting.claim());
                return true;
            });
        }
    }

    /// Nobody waits for a run that somebody holds; who comes second finds nothing.
    private static boolean carryOut(Tx tx, Waiting waiting) {
        LockLimit.set(tx, LockLimit.OF_CHORES);
        if (Runs.tryLock(tx, waiting.run()).isEmpty()) {
            return false;
        }
        if (waiting.began() && GuestReports.tookBeginning(tx, waiting.claim())) {
            RunEvents.inProgress(tx, waiting.run());
        }
        GuestReports.report(tx, waiting)
                .ifPresent(report -> {
                    carryOut(tx, waiting, report);
                    GuestReports.forget(tx, waiting.claim());
                });
        return true;
    }

    private static void carryOut(Tx tx, Waiting waiting, Report report) {
        ClaimId claim = waiting.claim();
        switch (report) {
            case Report.Finished(var result, var annotations, String url) -> {
                keepTests(tx, claim);
                if (RunProgress.jobFinished(tx, claim, result)) {
                    Annotations.insert(tx, waiting.run(), waiting.attempt(), annotations);
                    if (!url.isEmpty()) {
                        Deployments.setUrl(tx, waiting.job(), url);
                    }
                }
            }
            case Report.Returned(boolean heardOf) -> {
                if (heardOf) {
                    RunProgress.jobReturned(tx, claim, Cause.RUNNER_LOST, MESSAGE);
                } else {
                    RunProgress.jobUnheardOf(tx, claim, Cause.RUNNER_LOST, MESSAGE);
                }
            }
        }
    }

    /// While the claim is live: they are those of its job.
    private static void keepTests(Tx tx, ClaimId claim) {
        for (GuestReports.Tests tests : GuestReports.tests(tx, claim)) {
            TestReports.begin(tx, claim, tests.stepNumber(), tests.name())
                    .ifPresent(report -> keepTests(tx, claim, tests, report));
        }
    }

    private static void keepTests(
            Tx tx, ClaimId claim, GuestReports.Tests tests, TestReportId report) {
        for (int first : GuestReports.parts(tx, claim, tests)) {
            TestReports.add(
                    tx, claim, report, first, GuestReports.results(tx, claim, tests, first));
        }
        TestReports.complete(tx, claim, report);
    }
}
