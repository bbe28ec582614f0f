package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.stress.scenario.StressException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Sends the hook of a plain git repository, as its `post-receive` script would. One connection is
/// kept, and it speaks just as much HTTP as that takes: a client for everything takes as much of
/// the processor as the server that is measured. Used by one thread at a time.
public final class PushSender implements AutoCloseable {
    /// The status of a hook that is stored.
    public static final int TAKEN = 202;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int LONGEST_LINE = 8192;

    private final URI server;
    private final String repository;
    private final Mac mac;
    private @Nullable Connection connection;

    private record Connection(Socket socket, InputStream in) {}

    /// What the server said.
    public record Answer(int status, String body) {}

    public PushSender(URI server, String repository, String secret) {
        this.server = server;
        this.repository = repository;
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    /// Announces that the branch `main` points to `commit` now.
    ///
    /// @throws StressException where it is not taken
    public void pushed(String before, String commit) {
        Answer answer;
        try {
            answer = send(before, commit);
        } catch (IOException e) {
            throw new StressException("The server at " + server + " does not answer", e);
        }
        if (answer.status() != TAKEN) {
            throw new StressException("The server answered " + answer);
        }
    }

    /// The same, whatever the answer is.
    public Answer send(String before, String commit) throws IOException {
        byte[] body =
                """
                {"ref":"refs/heads/main","before":"%s","after":"%s",\
                "repository":{"full_name":"%s"},"pusher":{"name":"stress"}}\
                """
                        .formatted(before, commit, repository)
                        .getBytes(UTF_8);
        byte[] head =
                """
                POST /hooks/%s HTTP/1.1
                Host: %s
                Content-Type: application/json
                Content-Length: %d
                X-Mini-Jenkin-Delivery: %s
                X-Mini-Jenkin-Signature: sha256=%s

                """
                        .formatted(
                                repository,
                                server.getAuthority(),
                                body.length,
                                UUID.randomUUID(),
                                HexFormat.of().formatHex(mac.doFinal(body)))
                        .replace("\n", "\r\n")
                        .getBytes(US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        boolean answered = false;
        try {
            Connection open = connection();
            open.socket().getOutputStream().write(request);
            Answer answer = answer(open.in());
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                close();
            }
        }
    }

    private Connection connection() throws IOException {
        Connection open = connection;
        if (open == null) {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(
                    new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
            open = new Connection(socket, new BufferedInputStream(socket.getInputStream()));
            connection = open;
        }
        return open;
    }

    private Answer answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        int length = 0;
        boolean last = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            } else if (header.equals("connection: close")) {
                last = true;
            } else if (header.startsWith("transfer-encoding:")) {
                throw new IOException("The server sent an answer of unknown length");
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The answer broke off");
        }
        if (last) {
            close();
        }
        return new Answer(status, new String(body, UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("The server closed the connection");
            }
            if (letter != '\r') {
                line.append((char) letter);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.socket().close();
            } catch (IOException _) {
                // Nothing is sent by it any more.
            }
        }
    }
}
