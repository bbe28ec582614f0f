package dev.minijenkin.runner.toolkit;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Addresses of forges as the packages of the toolkit put up with them: the one of artifacts
/// refuses every host but the public one, those of its maker, and `*.localhost`. Thread-safe.
final class Forges {
    private static final String LOCAL = ".localhost";

    private final Map<String, String> behind = new ConcurrentHashMap<>();

    /// The address of a forge as it is, or one on loopback that leads to it.
    ///
    /// @param port of the services
    String accepted(String forge, int port) {
        String host = host(forge);
        if (host.isEmpty()
                || host.equals("github.com")
                || host.endsWith(".ghe.com")
                || host.endsWith(LOCAL)) {
            return forge;
        }
        String local = (isName(host) ? host : "forge") + LOCAL;
        behind.put(local, forge.replaceFirst("/+$", ""));
        return "http://" + local + ":" + port;
    }

    /// Where somebody is led who asks for this.
    Optional<String> real(Call call) {
        String host = call.header("Host").orElse("").toLowerCase(Locale.ROOT);
        int colon = host.indexOf(':');
        return Optional.ofNullable(behind.get(colon < 0 ? host : host.substring(0, colon)))
                .map(forge -> forge + call.path());
    }

    private static boolean isName(String host) {
        return host.matches("[a-z0-9.-]*[a-z][a-z0-9.-]*");
    }

    private static String host(String address) {
        try {
            String host = URI.create(address).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
