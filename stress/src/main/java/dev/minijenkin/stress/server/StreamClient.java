package dev.minijenkin.stress.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Follows a log by server-sent events, and looks whether its lines `line N` come one after the
/// other. Works on a thread of its own; what it saw may be asked by any once it has ended.
final class StreamClient implements Runnable {
    private static final Pattern LINE = Pattern.compile("\"text\":\"line (\\d+)\"");
    private static final int BUSY = 503;

    private final HttpClient http;
    private final HttpRequest request;
    private volatile boolean listens;
    private volatile boolean ended;
    private volatile int sentAway;
    // Of its own thread until it has ended.
    private boolean told;
    private boolean inOrder = true;
    private long last;
    private String trouble = "";

    StreamClient(HttpClient http, URI address, String token) {
        this.http = http;
        this.request =
                HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build();
    }

    @Override
    public void run() {
        try {
            follow();
        } catch (IOException e) {
            trouble = e.toString();
        } catch (InterruptedException e) {
            trouble = "it took too long";
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
        }
    }

    private void follow() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = ask();
        for (int times = 1; answer.statusCode() == BUSY; times++) {
            sentAway = times;
            answer.body().close();
            Thread.sleep(pause(answer));
            answer = ask();
        }
        if (answer.statusCode() != 200) {
            answer.body().close();
            trouble = "the server answered " + answer.statusCode();
            return;
        }
        listens = true;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                take(line);
            }
        }
    }

    private HttpResponse<InputStream> ask() throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /// As the server wants it.
    private static Duration pause(HttpResponse<?> answer) {
        return Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1));
    }

    private void take(String line) {
        if (line.equals("event: end")) {
            told = true;
        } else if (line.startsWith("data: ")) {
            Matcher matcher = LINE.matcher(line);
            while (matcher.find()) {
                long number = Long.parseLong(matcher.group(1));
                inOrder &= number == last + 1;
                last = number;
            }
        }
    }

    boolean listens() {
        return listens;
    }

    /// How often the server had too much to do.
    int sentAway() {
        return sentAway;
    }

    /// Well or not.
    boolean hasEnded() {
        return ended;
    }

    /// Whether it was told all lines, and the end.
    boolean isWhole(long lines) {
        return told && inOrder && last == lines;
    }

    /// What went wrong, for a person.
    String trouble() {
        return trouble.isEmpty() ? "its last line was " + last : trouble;
    }
}
