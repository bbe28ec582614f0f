package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.user.SystemUser;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What jobs inherit from the runner's own environment: what tells no secret, and what the runner
/// was told to pass on. Everything else stays here, whatever it is for.
public final class HostEnvironment {
    /// The locale that the launcher replaced where the JVM could not have lived with it.
    static final String REPLACED_LOCALE = "MINI_JENKIN_HOST_LC_ALL";

    private static final String USUAL_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Set<String> HARMLESS =
            Set.of(
                    "PATH",
                    "USER",
                    "LOGNAME",
                    "SHELL",
                    "HOSTNAME",
                    "TZ",
                    "TERM",
                    "COLORTERM",
                    "NO_COLOR",
                    "TMPDIR",
                    "LANG",
                    "LANGUAGE",
                    // How to get out, and whom to trust there.
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "FTP_PROXY",
                    "ALL_PROXY",
                    "NO_PROXY",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR",
                    "CURL_CA_BUNDLE",
                    "REQUESTS_CA_BUNDLE",
                    "NODE_EXTRA_CA_CERTS",
                    "GIT_SSL_CAINFO",
                    "GIT_SSL_CAPATH");

    /// With what the runner's user reaches repositories.
    private static final List<String> OF_GIT =
            List.of(
                    "HOME",
                    "XDG_CONFIG_HOME",
                    "GIT_CONFIG_GLOBAL",
                    "GIT_CONFIG_SYSTEM",
                    "GIT_CONFIG_NOSYSTEM",
                    "GIT_SSH",
                    "GIT_SSH_COMMAND",
                    "GIT_ASKPASS",
                    "SSH_ASKPASS",
                    "SSH_AUTH_SOCK",
                    "KRB5CCNAME");

    /// With what a program that starts containers reaches its engine and its store.
    private static final List<String> OF_CONTAINERS =
            List.of("HOME", "DOCKER_", "CONTAINER_", "CONTAINERS_", "XDG_", "REGISTRY_AUTH_FILE");

    private HostEnvironment() {}

    /// What jobs find.
    ///
    /// @param passed names of further variables
    static Map<String, String> forJobs(Map<String, String> own, Set<String> passed) {
        Map<String, String> host = new HashMap<>(own);
        String replaced = host.remove(REPLACED_LOCALE);
        if (replaced != null) {
            host.remove("LC_ALL");
            if (!replaced.isEmpty()) {
                host.put("LC_ALL", replaced);
            }
        }
        Map<String, String> kept = new HashMap<>(host);
        kept.keySet().removeIf(name -> !isHarmless(name) && !passed.contains(name));
        kept.putIfAbsent("PATH", USUAL_PATH);
        // A host that says nothing would mean plain ASCII.
        if (kept.keySet().stream().noneMatch(HostEnvironment::isLocale)) {
            kept.put("LANG", "C.UTF-8");
        }
        return kept;
    }

    /// The same for jobs that run as another user.
    static Map<String, String> of(SystemUser user, Map<String, String> forJobs) {
        Map<String, String> own = new HashMap<>(forJobs);
        own.put("USER", user.name());
        own.put("LOGNAME", user.name());
        // Those of the user who started the runner.
        own.remove("SHELL");
        own.remove("TMPDIR");
        return own;
    }

    /// What the runner's own git finds besides.
    static Map<String, String> forRepositories(Map<String, String> own) {
        Map<String, String> kept = new HashMap<>(own);
        kept.keySet().retainAll(OF_GIT);
        return kept;
    }

    /// What a program that starts containers finds.
    public static Map<String, String> forContainers(Map<String, String> own) {
        Map<String, String> kept = forJobs(own, Set.of());
        own.forEach((name, value) -> {
            if (OF_CONTAINERS.stream().anyMatch(name::startsWith)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static boolean isHarmless(String name) {
        return HARMLESS.contains(name.toUpperCase(Locale.ROOT)) || isLocale(name);
    }

    private static boolean isLocale(String name) {
        return name.equals("LANG") || name.startsWith("LC_");
    }
}
