package dev.minijenkin.db.outbox;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.testing.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/// A repository, targets, and processes that deliver.
@NullMarked
final class OutboxBench implements AutoCloseable {
    static final int CIRCUIT = 3;

    final MessageTaker taker = taker();
    private final TestDatabase test = TestDatabase.create();
    final Database database = test.open();
    final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    static MessageTaker taker() {
        return new MessageTaker(
                UUID.randomUUID(), Duration.ofMinutes(1), 4, CIRCUIT, Duration.ofMinutes(10));
    }

    TestDatabase test() {
        return test;
    }

    Rows rows() {
        return test.rows();
    }

    TargetId webhook(String name, TargetFilter filter) {
        return add(
                new NewTarget(
                        name,
                        TargetKind.WEBHOOK,
                        null,
                        "http://receiver/" + name,
                        null,
                        null,
                        filter));
    }

    TargetId webhook(String name, TargetEvent... events) {
        return webhook(name, TargetFilter.of(events));
    }

    TargetId add(NewTarget target) {
        return database.transaction(tx -> Targets.add(tx, target)).orElseThrow();
    }

    Run run(String ref) {
        return run(new SampleRun().on(ref));
    }

    Run run(SampleRun run) {
        return database.transaction(tx -> {
            Run inserted = run.askedForBy(SampleData.delivery(tx, shop)).insert(tx, shop);
            SampleData.add(tx, inserted, "build");
            return inserted;
        });
    }

    void finish(Run run, Conclusion conclusion) {
        database.runInTransaction(tx -> SampleData.finish(tx, run, conclusion));
    }

    Run finished(String ref, Conclusion conclusion) {
        Run run = run(ref);
        finish(run, conclusion);
        return run;
    }

    /// Messages of a subject, past the triggers.
    void insert(TargetId target, String subject, int count) {
        rows().execute(
                        """
                        insert into webhooks_outbox (target_id, event, subject, body)
                        select %d, 'run_finished', '%s', '{}' from generate_series(1, %d)
                        """
                                .formatted(target.value(), subject, count));
    }

    List<TakenMessage> take() {
        return take(taker);
    }

    List<TakenMessage> take(MessageTaker by) {
        return database.statement(tx -> MessageTakes.take(tx, by, 100));
    }

    boolean end(TakenMessage message, AttemptEnd end) {
        return database.statement(tx ->
                MessageEnds.write(
                        tx, taker, message, end, new AttemptEnd.Trial(Duration.ofMillis(7), 200)));
    }

    static AttemptEnd failed() {
        return new AttemptEnd.Failed("It broke", Duration.ofSeconds(2), Optional.empty(), true);
    }

    @Override
    public void close() {
        database.close();
        test.close();
    }
}
