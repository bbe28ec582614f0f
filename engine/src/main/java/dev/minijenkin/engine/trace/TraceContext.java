package dev.minijenkin.engine.trace;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The trace of a run, and the ids of its spans. These are made of the ids of rows, so that nobody
/// has to keep them, and whoever makes them again makes the same.
///
/// @param traceId 32 hexadecimal digits
/// @param parent the span that the run comes from, 16 hexadecimal digits; empty: it is the first
/// @param sampled whether whoever began the trace keeps it
public record TraceContext(String traceId, Optional<String> parent, boolean sampled) {
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /// Of a later version what is known counts, and what follows does not.
    private static final Pattern HEADER =
            Pattern.compile(
                    "(?!ff)(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?");

    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");

    /// What a header `traceparent` says; empty where it is none: the trace begins anew then.
    public static Optional<TraceContext> ofHeader(String header) {
        Matcher matcher = HEADER.matcher(header.strip());
        if (!matcher.matches()
                || matcher.group("trace").equals(NO_TRACE)
                || matcher.group("span").equals(NO_SPAN)
                || (matcher.group("version").equals("00") && matcher.group("more") != null)) {
            return Optional.empty();
        }
        boolean sampled = (HexFormat.fromHexDigits(matcher.group("flags")) & 1) == 1;
        return Optional.of(
                new TraceContext(
                        matcher.group("trace"), Optional.of(matcher.group("span")), sampled));
    }

    /// As it is kept with a run: what a header says, or the id alone of a trace that begins here.
    public static Optional<TraceContext> ofKept(String text) {
        return TRACE.matcher(text).matches()
                ? Optional.of(new TraceContext(text, Optional.empty(), true))
                : ofHeader(text);
    }

    /// The header with which this came.
    ///
    /// @throws java.util.NoSuchElementException where it came with none
    public String header() {
        return header(parent.orElseThrow());
    }

    /// What is given to whatever is done within a span.
    public String header(String span) {
        return "00-%s-%s-%s".formatted(traceId, span, sampled ? "01" : "00");
    }

    /// The span of a run.
    ///
    /// @param attempt of the run: each is a span of its own
    public String ofRun(RunId run, int attempt) {
        return span("run", run.value(), attempt);
    }

    public String ofJob(JobId job) {
        return span("job", job.value(), 0);
    }

    /// The span of a step.
    ///
    /// @param number of the step in its job
    public String ofStep(ClaimId claim, int number) {
        return span("step", claim.value(), number);
    }

    private String span(String kind, long id, int number) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    "%s %s %d %d"
                                            .formatted(traceId, kind, id, number)
                                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, NO_SPAN.length() / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
