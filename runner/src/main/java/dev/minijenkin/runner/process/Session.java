package dev.minijenkin.runner.process;

import java.util.ArrayList;
import java.util.List;

/// How a command is started so that it and all that it starts can be ended together.
///
/// @param prefix put before each command
/// @param ownSession whether the command then leads a session and process group of its own
public record Session(List<String> prefix, boolean ownSession) {
    public Session {
        prefix = List.copyOf(prefix);
    }

    /// `setsid` where this host has it (Linux); descendants must do elsewhere (macOS).
    public static Session ofThisHost() {
        return Programs.exist("setsid", System.getenv().getOrDefault("PATH", ""))
                ? new Session(List.of("setsid"), true)
                : new Session(List.of(), false);
    }

    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }
}
