package dev.minijenkin.stress.reliability;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way of one process to the database, which can be cut or held up. Thread-safe.
final class Wire implements AutoCloseable {
    private static final Pattern URL =
            Pattern.compile("(jdbc:postgresql://)([^/:?]+)(?::(\\d+))?(/.*)");
    private static final int USUAL_PORT = 5432;
    private static final int BUFFER = 64 * 1024;

    private final String before;
    private final String host;
    private final int port;
    private final String after;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    // Guarded by this.
    private boolean held;

    Wire(DatabaseConfiguration database) throws IOException {
        Matcher url = URL.matcher(database.url());
        if (!url.matches()) {
            throw new StressException(
                    "Between processes and a database at "
                            + database.url().replaceFirst("\\?.*", "")
                            + " nothing can be put: name one host and its port");
        }
        this.before = url.group(1);
        this.host = url.group(2);
        this.port = url.group(3) == null ? USUAL_PORT : Integer.parseInt(url.group(3));
        this.after = url.group(4);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("wire").start(this::accept);
    }

    /// Of the same database, over this wire.
    String url() {
        return before + "127.0.0.1:" + server.getLocalPort() + after;
    }

    /// Every connection is reset; new ones come through.
    void cut() {
        sockets.forEach(Wire::reset);
    }

    /// From now on nothing comes through, in either direction, and no connection ends.
    synchronized void holdUp() {
        held = true;
    }

    /// What was sent meanwhile arrives now.
    synchronized void letThrough() {
        held = false;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        letThrough();
        server.close();
        sockets.forEach(Wire::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().name("wire-connection").start(() -> connect(client));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitPassage();
            Socket upstream = new Socket(host, port);
            sockets.add(client);
            sockets.add(upstream);
            Thread.ofVirtual().name("wire-answers").start(() -> pump(upstream, client));
            pump(client, upstream);
        } catch (IOException _) {
            // The database is away: the client notices.
            reset(client);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitPassage();
                out.write(buffer, 0, length);
            }
            awaitPassage();
        } catch (IOException _) {
            // One side has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It is closed already.
        }
    }
}
