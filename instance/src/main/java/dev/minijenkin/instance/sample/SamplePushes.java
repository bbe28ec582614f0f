package dev.minijenkin.instance.sample;

import dev.minijenkin.instance.InstanceException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The team goes on pushing, on a thread of its own.
final class SamplePushes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SamplePushes.class);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final List<String> PEOPLE =
            List.of("mei", "jonas", "priya", "lars", "sofia", "tomasz", "ana");
    private static final List<String> TITLES =
            List.of(
                    "Speed up product gallery images",
                    "Retry idempotent refunds",
                    "Hold stock while paying",
                    "Search box keeps focus on mobile Safari",
                    "Index orders by customer and day",
                    "Name the shop in push messages",
                    "Drop the old basket cookie");

    private final List<SampleRepository> repositories;
    private final Random random;
    private final Thread thread;

    private SamplePushes(List<SampleRepository> repositories, long seed) {
        this.repositories = List.copyOf(repositories);
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("sample-pushes").unstarted(this::goOn);
    }

    static SamplePushes start(List<SampleRepository> repositories, long seed) {
        SamplePushes pushes = new SamplePushes(repositories, seed);
        pushes.thread.start();
        return pushes;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                SampleRepository repository = repositories.get(random.nextInt(repositories.size()));
                repository.push(
                        random.nextInt(4) == 0 ? "feat/variants" : "main",
                        PEOPLE.get(random.nextInt(PEOPLE.size())),
                        TITLES.get(random.nextInt(TITLES.size())),
                        failing(repository));
            }
        } catch (InterruptedException _) {
            // It is closed.
        } catch (InstanceException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("The sample's team pushes no more", e);
            }
        }
    }

    private String failing(SampleRepository repository) {
        if (repository.name().equals("checkout")) {
            return "unit";
        }
        return switch (random.nextInt(7)) {
            case 0 -> "unit";
            case 1 -> "e2e";
            default -> "";
        };
    }
}
