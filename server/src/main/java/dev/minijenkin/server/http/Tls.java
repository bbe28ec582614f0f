package dev.minijenkin.server.http;

import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS of a server: reads its files again when they have changed, so that a certificate that is
/// renewed needs no restart. Connections that are open keep what they began with.
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final TlsFiles files;
    private final Duration look;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    // Touched by the looking thread alone, once it looks.
    private byte[] known;

    /// @param look how often the files are looked at
    /// @throws IllegalArgumentException with a sentence for a person where they are of no use
    Tls(TlsFiles files, Duration look) {
        this.files = files;
        this.look = look;
        this.known = files.content();
        context.setKeyStore(files.read());
        context.setKeyStorePassword(TlsFiles.PASSWORD);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    }

    SslContextFactory.Server context() {
        return context;
    }

    /// Looks again and again, until the scheduler stops.
    void watch(Scheduler scheduler) {
        Looks.every(look, scheduler, this::look);
    }

    private void look() {
        try {
            byte[] now = files.content();
            if (!Arrays.equals(now, known)) {
                // Whatever comes of it: it is tried and told once.
                known = now;
                var store = files.read();
                context.reload(factory -> factory.setKeyStore(store));
                LOG.info("The certificate in {} was read again", files.certificate());
            }
        } catch (Exception e) {
            LOG.warn("The certificate stays as it was: {}", e.getMessage());
        }
    }
}
