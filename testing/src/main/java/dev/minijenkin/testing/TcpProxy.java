package dev.minijenkin.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A bad network between a client and a server on this host: it holds everything up as a black hole
/// does, and lets it through again, or loses answers after the server has given them. Thread-safe.
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    // Guarded by this.
    private boolean held;
    private String marker = "";
    private int toLose;
    private int lost;

    private TcpProxy(int target, ServerSocket server) {
        this.target = target;
        this.server = server;
    }

    /// In front of a port of this host.
    public static TcpProxy to(int port) {
        try {
            TcpProxy proxy =
                    new TcpProxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// From now on nothing comes through, in either direction, and no connection ends.
    public synchronized void holdUp() {
        held = true;
    }

    /// What was sent meanwhile arrives now.
    public synchronized void letThrough() {
        held = false;
        notifyAll();
    }

    /// Answers that contain a text do not arrive, and their connections break.
    ///
    /// @param times how many of them
    public synchronized void loseAnswers(String containing, int times) {
        marker = containing;
        toLose = times;
        lost = 0;
    }

    /// How many answers were lost.
    public synchronized int lostAnswers() {
        return lost;
    }

    @Override
    public void close() {
        letThrough();
        closeQuietly(server);
        sockets.forEach(TcpProxy::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(upstream);
                Thread.ofVirtual().start(() -> pump(client, upstream, false));
                Thread.ofVirtual().start(() -> pump(upstream, client, true));
            } catch (IOException _) {
                // Closed, or the server is away: the client notices.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitPassage();
                if (answers && loses(new String(buffer, 0, length, ISO_8859_1))) {
                    return;
                }
                out.write(buffer, 0, length);
                out.flush();
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

    private synchronized boolean loses(String answer) {
        if (lost < toLose && answer.contains(marker)) {
            lost++;
            return true;
        }
        return false;
    }

    private static void closeQuietly(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception _) {
            // It is closed already.
        }
    }
}
