package dev.minijenkin.db.view.api.stats;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("The figures of now: what is open, and what ended in this minute and the sixty before it")
public record ApiFigures(
        @Meaning("Jobs that a runner could start now") long queueDepth,
        @Meaning("0: nothing waits") double oldestWaitSeconds,
        long slotsBusy,
        long slotsTotal,
        @Meaning("Busy slots of those that are online, 0 to 1; null: no runner is")
                @Nullable Double utilisation,
        @Meaning("Of jobs that ended: from created to started; null: none ended")
                @Nullable Double startLatencyP50Ms,
        @Nullable Double startLatencyP95Ms,
        @Nullable Double startLatencyP99Ms,
        @Meaning("Neither cancelled nor skipped") long runsFinished,
        @Meaning("Of these, 0 to 1; null: none ended") @Nullable Double successRate,
        long jobsFinished,
        double jobsPerMinute,
        @Meaning("Environments that are in use") long locksHeld,
        @Meaning("Deployments that wait") long locksWaitedFor,
        @Meaning("Runs and jobs that wait for their turn in a concurrency group")
                long groupsWaitedFor,
        long runsOpen,
        long runnersOnline,
        @Meaning("The clock of the database") Instant at) {}
