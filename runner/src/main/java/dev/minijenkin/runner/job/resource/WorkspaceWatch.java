package dev.minijenkin.runner.job.resource;

import dev.minijenkin.db.poll.Edge;
import dev.minijenkin.runner.host.StepHosts;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether the folders of a job take more of the disk than they may. One thread, from
/// construction to [#close].
///
/// To add files up costs the longer the more there are. So each second it only asks the file
/// systems how much room is left, which costs nothing: what the job has taken since the files were
/// last added up is at most what the room has shrunk by. Files are added up when that could be too
/// much; and now and then all the same, because others may have made room meanwhile. Either way
/// that takes a small part of the time.
public final class WorkspaceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ALL_THE_SAME = Duration.ofSeconds(30);

    /// How many times as long as it takes it is left alone: where it is urgent, and where not.
    private static final int REST = 10;

    private static final int LONG_REST = 50;

    private final StepHosts hosts;
    private final List<Path> folders;
    private final long limit;
    private final Runnable whenFull;
    private final Optional<Thread> thread;

    // Of the thread.
    private long taken;
    private long room;
    private long addedUp;
    private long cost;

    /// @param folders of the job
    /// @param limit in bytes; [Long#MAX_VALUE]: it does nothing
    /// @param whenFull called once
    WorkspaceWatch(StepHosts hosts, List<Path> folders, long limit, Runnable whenFull) {
        this.hosts = hosts;
        this.folders = List.copyOf(folders);
        this.limit = limit;
        this.whenFull = whenFull;
        this.thread =
                limit == Long.MAX_VALUE
                        ? Optional.empty()
                        : Optional.of(Edge.thread("workspace-watch", this::watch));
        thread.ifPresent(Thread::start);
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void watch() throws InterruptedException {
        List<FileStore> stores = new ArrayList<>();
        try {
            for (Path folder : folders) {
                stores.add(Files.getFileStore(folder));
            }
            room = room(stores);
            addedUp = System.nanoTime();
            while (taken <= limit) {
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
                look(stores);
            }
            whenFull.run();
        } catch (IOException e) {
            LOG.warn("Cannot tell what the job takes of the disk: {}", e.getMessage());
        }
    }

    private void look(List<FileStore> stores) throws IOException, InterruptedException {
        long now = room(stores);
        long since = System.nanoTime() - addedUp;
        boolean mayBeFull = taken + Math.max(0, room - now) > limit && since >= REST * cost;
        if (mayBeFull || since >= Math.max(ALL_THE_SAME.toNanos(), LONG_REST * cost)) {
            long from = System.nanoTime();
            taken = hosts.diskUse(folders).orElse(0);
            addedUp = System.nanoTime();
            cost = addedUp - from;
            room = now;
        }
    }

    private static long room(List<FileStore> stores) throws IOException {
        long room = 0;
        for (FileStore store : stores) {
            room += store.getUsableSpace();
        }
        return room;
    }
}
