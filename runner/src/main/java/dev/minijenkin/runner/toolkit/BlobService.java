package dev.minijenkin.runner.toolkit;

import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactPacking;
import dev.minijenkin.runner.action.artifact.ArtifactPieces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Serves the bytes behind addresses that were handed out, as a store of blobs does: put a blob,
/// put blocks and their list, get all or a range. Thread-safe.
final class BlobService {
    private static final String VERSION = "2025-05-05";
    private static final Pattern LISTED =
            Pattern.compile("<(?:Latest|Uncommitted|Committed)>\\s*([^<]*?)\\s*</");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final String ONE = "";

    private final ArtifactPieces pieces;

    BlobService(ArtifactPieces pieces) {
        this.pieces = pieces;
    }

    Reply answer(Call call, Blob blob) throws IOException {
        Reply reply =
                switch (call.method()) {
                    case "PUT" ->
                            blob instanceof Blob.Incoming(BlobUpload upload)
                                    ? put(call, upload)
                                    : wrong(403, "AuthorizationPermissionMismatch", "is only read");
                    case "GET", "HEAD" -> get(call, blob);
                    default -> wrong(405, "UnsupportedHttpVerb", "is read or written");
                };
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("x-ms-version", VERSION);
        headers.put("x-ms-request-id", UUID.randomUUID().toString());
        call.header("x-ms-client-request-id")
                .ifPresent(id -> headers.put("x-ms-client-request-id", id));
        return new Reply(reply.status(), headers, reply.length(), reply.body());
    }

    private static Reply put(Call call, BlobUpload upload) throws IOException {
        try {
            switch (call.parameter("comp").toLowerCase(Locale.ROOT)) {
                case "block" -> upload.put(call.parameter("blockid"), call.body(), call.length());
                case "blocklist" -> {
                    if (!upload.commit(listed(call.text()))) {
                        return wrong(400, "InvalidBlockList", "has a list with unknown blocks");
                    }
                }
                case "" -> {
                    upload.put(ONE, call.body(), call.length());
                    upload.commit(List.of(ONE));
                }
                // What else may be said about a blob is nothing to us.
                case "metadata", "properties", "tags" -> {}
                default -> {
                    return wrong(400, "InvalidQueryParameterValue", "takes no such part");
                }
            }
        } catch (BlobUpload.RefusedException e) {
            return wrong(400, "InvalidBlobOrBlock", String.valueOf(e.getMessage()));
        }
        return Reply.empty(
                201,
                Map.of(
                        "ETag", "\"1\"",
                        "Last-Modified", now(),
                        "x-ms-request-server-encrypted", "true"));
    }

    private static List<String> listed(String xml) {
        List<String> names = new ArrayList<>();
        Matcher matcher = LISTED.matcher(xml);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private Reply get(Call call, Blob blob) throws IOException {
        return switch (blob) {
            case Blob.Incoming _ -> wrong(404, "BlobNotFound", "is not there yet");
            case Blob.Kept(Path file) -> kept(call, file);
            case Blob.Stored(Artifact artifact) -> stored(call, artifact);
        };
    }

    private static Reply kept(Call call, Path file) throws IOException {
        try {
            return part(
                    call,
                    Files.size(file),
                    "application/octet-stream",
                    from -> {
                        InputStream in = Files.newInputStream(file);
                        in.skipNBytes(from);
                        return in;
                    });
        } catch (NoSuchFileException _) {
            return wrong(404, "BlobNotFound", "made room for others");
        }
    }

    private Reply stored(Call call, Artifact artifact) throws IOException {
        String type = artifact.form().mediaType();
        String name = artifact.name();
        Reply reply =
                switch (artifact.form().packing()) {
                    case TAR_GZ ->
                            // Clients unpack only this; nobody knows how long it will be.
                            new Reply(
                                    200,
                                    Map.of("Content-Type", "application/zip"),
                                    -1,
                                    out -> {
                                        try (InputStream in = pieces.read(artifact, 0)) {
                                            TarToZip.copy(in, out);
                                        }
                                    });
                    case ZIP, NONE ->
                            part(call, artifact.bytes(), type, from -> pieces.read(artifact, from));
                };
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put(
                "Content-Disposition",
                "attachment; filename*=UTF-8''"
                        + URLEncoder.encode(fileName(artifact, name), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
        return new Reply(reply.status(), headers, reply.length(), reply.body());
    }

    private static String fileName(Artifact artifact, String name) {
        return artifact.form().packing() == ArtifactPacking.NONE ? name : name + ".zip";
    }

    /// Opens bytes from a place on.
    @FunctionalInterface
    private interface Source {
        InputStream open(long from) throws IOException;
    }

    private static Reply part(Call call, long size, String type, Source source) {
        Optional<String> wanted = call.header("x-ms-range").or(() -> call.header("Range"));
        Matcher range = RANGE.matcher(wanted.orElse(""));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Accept-Ranges", "bytes");
        headers.put("ETag", "\"1\"");
        headers.put("Last-Modified", now());
        headers.put("x-ms-blob-type", "BlockBlob");
        if (!range.matches()) {
            return new Reply(200, headers, size, out -> copy(source, 0, size, out));
        }
        long from = number(range.group(1));
        long to = range.group(2).isEmpty() ? size - 1 : Math.min(number(range.group(2)), size - 1);
        if (from > to) {
            headers.put("Content-Range", "bytes */" + size);
            return Reply.empty(416, headers);
        }
        headers.put("Content-Range", "bytes %d-%d/%d".formatted(from, to, size));
        long length = to - from + 1;
        return new Reply(206, headers, length, out -> copy(source, from, length, out));
    }

    private static void copy(Source source, long from, long length, OutputStream out)
            throws IOException {
        byte[] buffer = new byte[256 * 1024];
        try (InputStream in = source.open(from)) {
            for (long left = length; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException("what is stored ends before its end");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static Reply wrong(int status, String code, String predicate) {
        byte[] xml =
                ("<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>The blob %s"
                                + "</Message></Error>")
                        .formatted(code, predicate)
                        .getBytes(StandardCharsets.UTF_8);
        return new Reply(
                status,
                Map.of("Content-Type", "application/xml", "x-ms-error-code", code),
                xml.length,
                out -> out.write(xml));
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }
}
