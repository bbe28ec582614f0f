package dev.minijenkin.runner.toolkit;

import dev.minijenkin.runner.cache.CacheKey;
import dev.minijenkin.runner.cache.CacheStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The caches that a job sees and may add to. Thread-safe.
final class JobCaches {
    private static final Logger LOG = LoggerFactory.getLogger(JobCaches.class);
    private static final int LONGEST_VERSION = 256;

    private final ToolkitJob job;
    private final CacheStore store;
    private final AtomicLong numbers = new AtomicLong();
    private final Set<BlobUpload> open = ConcurrentHashMap.newKeySet();

    JobCaches(ToolkitJob job, CacheStore store) {
        this.job = job;
        this.store = store;
    }

    /// An archive that is being brought.
    ///
    /// @param number one of the job's own
    record Reservation(long number, CacheKey key, BlobUpload upload) {}

    /// Whether these may be asked for.
    static boolean isAskedRightly(String version, List<String> keys) {
        return !version.isEmpty()
                && version.length() <= LONGEST_VERSION
                && version.indexOf('\n') < 0
                && !keys.isEmpty()
                && keys.stream().allMatch(CacheKey::isKey);
    }

    /// The best one, used from now on.
    ///
    /// @param keys the wanted one first
    Optional<CacheStore.Archive> find(String version, List<String> keys)
            throws IOException, InterruptedException {
        Optional<String> branch = job.record().defaultBranch();
        Optional<CacheStore.Archive> found =
                branch.isEmpty()
                        ? Optional.empty()
                        : store.find(
                                job.repository(), job.scopes().all(branch.get()), version, keys);
        if (found.isPresent()) {
            store.touch(found.get());
        }
        return found;
    }

    /// Room for one; empty where there is one of that key.
    Optional<Reservation> reserve(String version, String key) throws IOException {
        CacheKey whole = new CacheKey(job.scopes().own(), version, key);
        if (store.has(job.repository(), whole)) {
            return Optional.empty();
        }
        BlobUpload upload = new BlobUpload(store.unfinished(job.repository()), store.limit());
        open.add(upload);
        return Optional.of(new Reservation(numbers.incrementAndGet(), whole, upload));
    }

    /// Keeps what was brought, unless another job was faster; whether it did.
    boolean keep(Reservation reservation) throws IOException {
        boolean kept = store.keep(job.repository(), reservation.key(), reservation.upload().join());
        open.remove(reservation.upload());
        reservation.upload().delete();
        return kept;
    }

    /// Forgets what was not completed.
    void close() {
        for (BlobUpload upload : open) {
            try {
                upload.delete();
            } catch (IOException e) {
                LOG.warn("An archive that was not completed stays: {}", e.getMessage());
            }
        }
    }
}
