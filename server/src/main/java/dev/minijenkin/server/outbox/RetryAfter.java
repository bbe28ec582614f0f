package dev.minijenkin.server.outbox;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// `Retry-After`: seconds, or a date. A date is compared with the receiver's own clock, as it
/// stands in the same answer.
final class RetryAfter {
    private RetryAfter() {}

    static Optional<Duration> of(HttpHeaders headers) {
        return headers.firstValue("Retry-After").flatMap(value -> parse(value.strip(), headers));
    }

    private static Optional<Duration> parse(String value, HttpHeaders headers) {
        try {
            // Discord sends parts of seconds.
            double seconds = Double.parseDouble(value);
            return seconds >= 0 && seconds < 1e9
                    ? Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return date(value)
                    .flatMap(until ->
                            headers.firstValue("Date")
                                    .flatMap(RetryAfter::date)
                                    .map(now -> Duration.between(now, until))
                                    .filter(wish -> !wish.isNegative()));
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
