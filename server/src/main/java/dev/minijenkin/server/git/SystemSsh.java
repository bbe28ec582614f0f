package dev.minijenkin.server.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/// Reaches ssh URLs by the system's own `ssh`, so that the keys, known hosts and configuration of
/// the user count that runs the server. Never asks: what would need an answer fails.
final class SystemSsh extends SshSessionFactory {
    @Override
    public RemoteSession getSession(
            URIish uri, @Nullable CredentialsProvider credentials, FS fs, int timeout)
            throws TransportException {
        return new Session(uri);
    }

    @Override
    public String getType() {
        return "system";
    }

    private record Session(URIish uri) implements RemoteSession2 {
        @Override
        public Process exec(String command, int timeout) throws IOException {
            return exec(command, Map.of(), timeout);
        }

        @Override
        public Process exec(String command, Map<String, String> environment, int timeout)
                throws IOException {
            List<String> arguments =
                    new ArrayList<>(
                            List.of("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15"));
            environment
                    .keySet()
                    .forEach(name -> arguments.addAll(List.of("-o", "SendEnv=" + name)));
            if (uri.getPort() > 0) {
                arguments.addAll(List.of("-p", Integer.toString(uri.getPort())));
            }
            String user = uri.getUser();
            // After "--" a host that begins with "-" is no option.
            arguments.addAll(
                    List.of("--", user == null ? uri.getHost() : user + "@" + uri.getHost()));
            arguments.add(command);
            ProcessBuilder builder = new ProcessBuilder(arguments);
            builder.environment().putAll(environment);
            return builder.start();
        }

        @Override
        public void disconnect() {}
    }
}
