package dev.minijenkin.stress.bench;

import dev.minijenkin.stress.scenario.StressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several that do the same at the same time, each on a thread of its own.
public final class Clients {
    private Clients() {}

    /// What one of them does.
    @FunctionalInterface
    public interface Work {
        /// Does it for as long as it is wanted.
        ///
        /// @param client from 0
        /// @return how often it was done
        int run(int client) throws Exception;
    }

    /// Lets all of them work to their end.
    ///
    /// @return how often all of them did it
    /// @throws StressException if one of them fails
    public static int together(int clients, Work work) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                counts.add(threads.submit(() -> work.run(client)));
            }
            int sum = 0;
            for (Future<Integer> count : counts) {
                sum += count.get();
            }
            return sum;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StressException("A client failed: " + cause.getMessage(), cause);
        }
    }
}
