package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/// Does the chores of one process, each in a loop of its own, so that one that fails or takes long
/// keeps no other. Thread-safe.
public final class Housekeeping implements Subscriber, AutoCloseable {
    private final List<ChoreLoop> loops;

    private record ChoreLoop(Chore chore, PollLoop loop) {}

    private Housekeeping(List<ChoreLoop> loops) {
        this.loops = loops;
    }

    /// Does each of them at once, and then again and again.
    public static Housekeeping start(
            Database database, List<Chore> chores, Outage outage, RandomGenerator random) {
        return start(database, chores, outage, random, () -> 1);
    }

    /// The same for one of many processes that do them.
    ///
    /// @param sharers how many there are, as [PollLoop#sharedBy]
    public static Housekeeping start(
            Database database,
            List<Chore> chores,
            Outage outage,
            RandomGenerator random,
            IntSupplier sharers) {
        List<ChoreLoop> loops = new ArrayList<>();
        for (Chore chore : chores) {
            BooleanSupplier look = () -> chore.work().perform(database);
            loops.add(
                    new ChoreLoop(
                            chore,
                            new PollLoop(chore.name(), chore.periods(), look, outage, random)
                                    .sharedBy(sharers)
                                    .start()));
        }
        return new Housekeeping(List.copyOf(loops));
    }

    @Override
    public void hinted(Topic topic, Set<Long> ids) {
        loops.stream()
                .filter(each -> each.chore().wokenBy().filter(topic::equals).isPresent())
                .forEach(each -> each.loop().wake());
    }

    @Override
    public void connected() {
        loops.stream()
                .filter(each -> each.chore().wokenBy().isPresent())
                .forEach(each -> each.loop().wake());
    }

    @Override
    public void close() {
        loops.forEach(each -> each.loop().close());
    }
}
