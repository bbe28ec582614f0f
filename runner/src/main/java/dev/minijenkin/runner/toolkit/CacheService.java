package dev.minijenkin.runner.toolkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.runner.cache.CacheStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Version 2 of the cache service. Thread-safe.
final class CacheService {
    private final JobCaches caches;
    private final BlobBook blobs;
    // By version and key.
    private final Map<List<String>, JobCaches.Reservation> reserved = new ConcurrentHashMap<>();

    CacheService(JobCaches caches, BlobBook blobs) {
        this.caches = caches;
        this.blobs = blobs;
    }

    Reply answer(String method, JsonNode request) throws IOException, InterruptedException {
        String version = Call.text(request, "version");
        String key = Call.text(request, "key");
        List<String> keys = new ArrayList<>(List.of(key));
        JsonNode more =
                request.has("restore_keys")
                        ? request.path("restore_keys")
                        : request.path("restoreKeys");
        more.forEach(one -> keys.add(one.asText()));
        keys.removeIf(String::isEmpty);
        if (!JobCaches.isAskedRightly(version, keys)) {
            return Reply.wrong(
                    400,
                    "invalid_argument",
                    "A key has from 1 to 512 letters and no comma, and a version is needed");
        }
        return switch (method) {
            case "CreateCacheEntry" -> create(version, key);
            case "FinalizeCacheEntryUpload" ->
                    complete(version, key, Call.text(request, "size_bytes"));
            case "GetCacheEntryDownloadURL" -> address(version, keys);
            default -> Reply.wrong(404, "bad_route", "There is no " + method);
        };
    }

    private Reply create(String version, String key) throws IOException {
        Optional<JobCaches.Reservation> reservation = caches.reserve(version, key);
        if (reservation.isEmpty()) {
            return Reply.wrong(
                    409,
                    "already_exists",
                    "cache entry with the same key, version, and scope already exists");
        }
        reserved.put(List.of(version, key), reservation.get());
        return Reply.json(
                200,
                Reply.message()
                        .put("ok", true)
                        .put(
                                "signed_upload_url",
                                blobs.address(
                                        new Blob.Incoming(reservation.get().upload()), "cache")));
    }

    private Reply complete(String version, String key, String size) throws IOException {
        JobCaches.Reservation reservation = reserved.get(List.of(version, key));
        if (reservation == null || !reservation.upload().isCommitted()) {
            return Reply.wrong(412, "failed_precondition", "Nothing was brought for " + key);
        }
        long has = reservation.upload().size();
        if (!size.isEmpty() && !size.equals(Long.toString(has))) {
            return Reply.wrong(
                    400,
                    "invalid_argument",
                    "The archive has %d bytes, and not %s".formatted(has, size));
        }
        reserved.remove(List.of(version, key), reservation);
        boolean kept = caches.keep(reservation);
        return Reply.json(
                200,
                Reply.message()
                        .put("ok", kept)
                        .put("entry_id", Long.toString(reservation.number()))
                        .put("message", kept ? "" : "another job was faster, or it is too big"));
    }

    private Reply address(String version, List<String> keys)
            throws IOException, InterruptedException {
        Optional<CacheStore.Archive> found = caches.find(version, keys);
        if (found.isEmpty()) {
            return Reply.json(200, Reply.message().put("ok", false));
        }
        return Reply.json(
                200,
                Reply.message()
                        .put("ok", true)
                        .put(
                                "signed_download_url",
                                blobs.address(new Blob.Kept(found.get().file()), "cache"))
                        .put("matched_key", found.get().key().key()));
    }
}
