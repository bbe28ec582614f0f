package dev.minijenkin.server.scale;

import dev.minijenkin.db.view.scale.FreeSlots;
import dev.minijenkin.db.view.scale.LabelDemand;
import dev.minijenkin.db.view.scale.QueueDemand;
import java.util.HashSet;
import java.util.List;

/// How many jobs no free slot takes. A slot takes one job, and may fit several sets of labels: what
/// is free is given out so that as many jobs as possible get one (a flow in a bipartite graph,
/// grown by augmenting paths).
final class Shortfall {
    private final List<LabelDemand> demand;
    private final boolean[][] fits;
    private final long[] left;
    private final long[][] given;

    private Shortfall(List<LabelDemand> demand, List<FreeSlots> free) {
        this.demand = demand;
        this.fits = new boolean[demand.size()][free.size()];
        this.left = free.stream().mapToLong(FreeSlots::count).toArray();
        this.given = new long[demand.size()][free.size()];
        for (int set = 0; set < demand.size(); set++) {
            for (int slots = 0; slots < free.size(); slots++) {
                fits[set][slots] =
                        new HashSet<>(free.get(slots).labels())
                                .containsAll(demand.get(set).labels());
            }
        }
    }

    /// For each set of labels, in their order.
    static long[] of(QueueDemand queue) {
        return new Shortfall(queue.demand(), queue.free()).missing();
    }

    private long[] missing() {
        long[] missing = new long[demand.size()];
        for (int set = 0; set < missing.length; set++) {
            missing[set] = demand.get(set).startable();
            long got = -1;
            while (missing[set] > 0 && got != 0) {
                got = give(set, missing[set], new boolean[left.length]);
                missing[set] -= got;
            }
        }
        return missing;
    }

    /// Gives slots to a set, where need be such as another one leaves because it finds others.
    ///
    /// @param seen not to be looked at again
    /// @return how many, at most what is wanted; 0: there is none
    private long give(int set, long wanted, boolean[] seen) {
        for (int slots = 0; slots < left.length; slots++) {
            if (fits[set][slots] && !seen[slots]) {
                seen[slots] = true;
                long got = Math.min(wanted, left[slots]);
                left[slots] -= got;
                for (int other = 0; got == 0 && other < demand.size(); other++) {
                    if (given[other][slots] > 0) {
                        got = give(other, Math.min(wanted, given[other][slots]), seen);
                        given[other][slots] -= got;
                    }
                }
                given[set][slots] += got;
                if (got > 0) {
                    return got;
                }
            }
        }
        return 0;
    }
}
