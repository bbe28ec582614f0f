package dev.minijenkin.stress.reliability;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A receiver of messages that fails half of the time, in every way in which receivers fail. What
/// it does to the first, second … request for a message follows from the seed alone.
final class TroubledReceiver implements AutoCloseable {
    /// What becomes of a request.
    enum Fate {
        TAKEN,
        /// 500
        FAILS,
        /// 429 with `Retry-After: 1`
        TOO_MANY,
        /// 503 with `Retry-After: 1`
        AWAY,
        /// Never answers.
        HANGS,
        /// The connection is reset, and nothing was taken.
        RESETS,
        /// Takes the message, and resets the connection before it says so.
        FORGETS_TO_ANSWER
    }

    /// A message that was taken, maybe once more.
    ///
    /// @param at `System.nanoTime()`
    record Arrival(String key, String body, long at) {}

    private static final int HANG_MILLIS = 60_000;
    private static final Pattern RUN = Pattern.compile("\"run\":\\{\"id\":(\\d+)");

    private final ServerSocket socket;
    private final long seed;
    private final int failing;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<Long, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<Fate, AtomicInteger> fates = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /// @param failing of 100 requests
    TroubledReceiver(long seed, int failing) throws IOException {
        this.seed = seed;
        this.failing = failing;
        this.socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    /// What was taken, in the order in which it came.
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    int count(Fate fate) {
        return fates.getOrDefault(fate, new AtomicInteger()).get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket connection = socket.accept();
                open.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                goesOn = answer(connection, in);
            }
        } catch (IOException _) {
            // Whoever sent has gone.
        } finally {
            open.remove(connection);
        }
    }

    private boolean answer(Socket connection, InputStream in) throws IOException {
        Map<String, String> headers = headers(in);
        if (headers.isEmpty()) {
            return false;
        }
        String key = headers.getOrDefault("idempotency-key", "");
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), UTF_8);
        Fate fate = fate(body);
        fates.computeIfAbsent(fate, _ -> new AtomicInteger()).incrementAndGet();
        switch (fate) {
            case TAKEN -> {
                arrivals.add(new Arrival(key, body, System.nanoTime()));
                say(connection, "200 OK", "");
            }
            case FAILS -> say(connection, "500 Internal Server Error", "");
            case TOO_MANY -> say(connection, "429 Too Many Requests", "Retry-After: 1\r\n");
            case AWAY -> say(connection, "503 Service Unavailable", "Retry-After: 1\r\n");
            case HANGS -> hang();
            case FORGETS_TO_ANSWER -> {
                arrivals.add(new Arrival(key, body, System.nanoTime()));
                reset(connection);
            }
            case RESETS -> reset(connection);
        }
        return !connection.isClosed() && fate != Fate.HANGS;
    }

    /// By the run that is told of: the key of a message is another each time.
    private Fate fate(String body) {
        Matcher run = RUN.matcher(body);
        long id = run.find() ? Long.parseLong(run.group(1)) : 0;
        int request = requests.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
        long mixed = mix(seed ^ mix(id) ^ mix(-request));
        int percent = (int) Long.remainderUnsigned(mixed, 100);
        if (percent >= failing) {
            return Fate.TAKEN;
        }
        int kind = (int) Long.remainderUnsigned(mixed >>> 32, 20);
        if (kind < 8) {
            return Fate.FAILS;
        }
        if (kind < 9) {
            return Fate.TOO_MANY;
        }
        if (kind < 10) {
            return Fate.AWAY;
        }
        if (kind < 12) {
            return Fate.HANGS;
        }
        return kind < 17 ? Fate.RESETS : Fate.FORGETS_TO_ANSWER;
    }

    private static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 27);
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private static void hang() {
        try {
            Thread.sleep(HANG_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket connection, String status, String headers) throws IOException {
        connection
                .getOutputStream()
                .write(
                        ("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n")
                                .getBytes(US_ASCII));
    }

    /// Of a request, by their names in lower case; empty where there is no further one.
    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        String request = line(in);
        if (request.isEmpty()) {
            return headers;
        }
        headers.put("", request);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
