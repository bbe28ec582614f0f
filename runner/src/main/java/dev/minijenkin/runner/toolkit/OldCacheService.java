package dev.minijenkin.runner.toolkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.runner.cache.CacheStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Version 1 of the cache service. Thread-safe.
final class OldCacheService {
    static final String PLACE = "/_apis/artifactcache/";

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/.*");

    private final JobCaches caches;
    private final BlobBook blobs;
    private final Map<Long, JobCaches.Reservation> reserved = new ConcurrentHashMap<>();

    OldCacheService(JobCaches caches, BlobBook blobs) {
        this.caches = caches;
        this.blobs = blobs;
    }

    Reply answer(Call call) throws IOException, InterruptedException {
        String path = call.path().substring(PLACE.length());
        if (path.equals("cache") && call.method().equals("GET")) {
            return find(call);
        }
        if (path.equals("caches") && call.method().equals("POST")) {
            return reserve(call.json());
        }
        if (path.equals("caches") && call.method().equals("GET")) {
            // Asked for what it shows in a log alone.
            ObjectNode none = Reply.message().put("totalCount", 0);
            none.putArray("artifactCaches");
            return Reply.json(200, none);
        }
        JobCaches.Reservation reservation = reserved.get(number(path));
        if (reservation == null) {
            return Reply.wrong(404, "not_found", "There is no " + call.path());
        }
        return switch (call.method()) {
            case "PATCH" -> take(call, reservation);
            case "POST" -> complete(call.json(), reservation);
            default -> Reply.wrong(405, "bad_route", "A cache is brought and completed");
        };
    }

    private Reply find(Call call) throws IOException, InterruptedException {
        List<String> keys =
                Arrays.stream(call.parameter("keys").split(",", -1))
                        .map(String::trim)
                        .filter(key -> !key.isEmpty())
                        .toList();
        String version = call.parameter("version");
        if (!JobCaches.isAskedRightly(version, keys)) {
            return asked();
        }
        Optional<CacheStore.Archive> found = caches.find(version, keys);
        if (found.isEmpty()) {
            return Reply.empty(204);
        }
        CacheStore.Archive archive = found.get();
        return Reply.json(
                200,
                Reply.message()
                        .put("result", "hit")
                        .put(
                                "archiveLocation",
                                blobs.address(new Blob.Kept(archive.file()), "cache"))
                        .put("cacheKey", archive.key().key())
                        .put("cacheVersion", archive.key().version())
                        .put("scope", archive.key().scope())
                        .put("creationTime", archive.created().toString()));
    }

    private Reply reserve(Optional<JsonNode> request) throws IOException {
        if (request.isEmpty()) {
            return asked();
        }
        String version = Call.text(request.get(), "version");
        String key = Call.text(request.get(), "key");
        if (!JobCaches.isAskedRightly(version, List.of(key))) {
            return asked();
        }
        Optional<JobCaches.Reservation> reservation = caches.reserve(version, key);
        if (reservation.isEmpty()) {
            return Reply.wrong(409, "already_exists", "There is a cache of the key " + key);
        }
        reserved.put(reservation.get().number(), reservation.get());
        return Reply.json(201, Reply.message().put("cacheId", reservation.get().number()));
    }

    private static Reply take(Call call, JobCaches.Reservation reservation) throws IOException {
        Matcher range = RANGE.matcher(call.header("Content-Range").orElse(""));
        if (!range.matches()) {
            return Reply.wrong(400, "invalid_argument", "A part of a cache has a Content-Range");
        }
        long from = Long.parseLong(range.group(1));
        long length = Long.parseLong(range.group(2)) - from + 1;
        try {
            reservation.upload().put(name(from), call.body(), length);
        } catch (BlobUpload.RefusedException e) {
            return Reply.wrong(400, "invalid_argument", "Of the cache " + e.getMessage());
        }
        return Reply.empty(204);
    }

    private Reply complete(Optional<JsonNode> request, JobCaches.Reservation reservation)
            throws IOException {
        BlobUpload upload = reservation.upload();
        long at = 0;
        for (String part : upload.names()) {
            if (!part.equals(name(at))) {
                return Reply.wrong(400, "invalid_argument", "The cache has a hole at byte " + at);
            }
            at += upload.size(part);
        }
        String size = request.map(message -> Call.text(message, "size")).orElse("");
        if (!size.isEmpty() && !size.equals(Long.toString(at))) {
            return Reply.wrong(
                    400,
                    "invalid_argument",
                    "The cache has %d bytes, and not %s".formatted(at, size));
        }
        upload.commit(upload.names());
        reserved.remove(reservation.number());
        caches.keep(reservation);
        return Reply.empty(204);
    }

    /// So that sorted by names parts are sorted by places.
    private static String name(long from) {
        return "%019d".formatted(from);
    }

    private static long number(String path) {
        try {
            return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static Reply asked() {
        return Reply.wrong(
                400,
                "invalid_argument",
                "A key has from 1 to 512 letters and no comma, and a version is needed");
    }
}
