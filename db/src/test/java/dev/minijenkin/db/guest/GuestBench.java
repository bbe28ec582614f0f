package dev.minijenkin.db.guest;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/// Two guests, `guests_a` and `guests_b`, and runs for them.
@NullMarked
final class GuestBench implements AutoCloseable {
    final UUID instance = UUID.randomUUID();
    private final TestDatabase test = TestDatabase.create();
    final Database owner = test.open();
    final Database first = login("guests_a");
    private final Database second = login("guests_b");
    private final KeyPair key = KeyPair.generate(KeyPurpose.RUNNER);
    final GuestAccess ours = new GuestAccess(first, key.publicHalf());
    final GuestAccess theirs = new GuestAccess(second, key.publicHalf());

    TestDatabase test() {
        return test;
    }

    private Database login(String name) {
        return Database.open(
                test.person(name, "mj_guest_runner").withMaximumConnections(2), HintSink.NONE);
    }

    RepositoryId repository(String name) {
        return owner.transaction(tx -> SampleData.repository(tx, name));
    }

    RunnerId register(GuestAccess guest, String name, int capacity) {
        return switch (guest.register(
                new RunnerRegistration(
                        name, instance, List.of("linux"), capacity, "h", "o", "a", "v", 1),
                Set.of())) {
            case RegistrationOutcome.Registered registered -> registered.id();
            case RegistrationOutcome.NameTaken taken -> throw new AssertionError(taken.host());
        };
    }

    /// A run that is for guests.
    Run guestRun(RepositoryId repository, String... jobs) {
        return owner.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, repository, jobs);
            tx.sql()
                    .execute(
                            "insert into label_sets (labels, for_guests) values ('{linux}', true) on conflict do nothing");
            tx.sql()
                    .execute(
                            """
                            update jobs set label_set_id = (select id from label_sets where for_guests)
                            where run_id = ?
                            """,
                            run.id().value());
            tx.sql()
                    .execute(
                            "update pipeline_runs set on_guests = true where id = ?",
                            run.id().value());
            Queue.enqueue(tx, SampleData.jobsOf(tx, run));
            return run;
        });
    }

    List<ClaimedJob> take(GuestAccess guest, RunnerId runner, int limit) {
        return guest.take(
                runner,
                instance,
                guest.labelSets(List.of("linux")),
                new ClaimFloor(System::nanoTime),
                limit);
    }

    ClaimedJob takeOne(GuestAccess guest, String name) {
        return take(guest, register(guest, name, 4), 1).getFirst();
    }

    @Override
    public void close() {
        first.close();
        second.close();
        owner.close();
        test.close();
    }
}
