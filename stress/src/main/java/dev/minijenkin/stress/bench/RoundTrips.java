package dev.minijenkin.stress.bench;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;
import javax.net.SocketFactory;

/// Counts how often this process sends something to PostgreSQL. The driver writes what it has to
/// say as one piece and then waits for the answer, so that each write is a round trip.
///
/// The driver makes it by its name, which [#counted] puts into an address.
public final class RoundTrips extends SocketFactory {
    private static final LongAdder COUNT = new LongAdder();

    /// For the driver.
    public RoundTrips() {}

    /// All of this process so far.
    static long sum() {
        return COUNT.sum();
    }

    /// The address of a database whose connections are counted.
    static String counted(String url) {
        return url
                + (url.contains("?") ? "&" : "?")
                + "socketFactory="
                + RoundTrips.class.getName();
    }

    @Override
    public Socket createSocket() {
        return new CountedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw unused();
    }

    private static IOException unused() {
        return new IOException("Only sockets that are not connected are counted");
    }

    private static final class CountedSocket extends Socket {
        @Override
        public OutputStream getOutputStream() throws IOException {
            return new CountedOutput(super.getOutputStream());
        }
    }

    private static final class CountedOutput extends FilterOutputStream {
        CountedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            COUNT.increment();
            out.write(bytes, from, length);
        }
    }
}
