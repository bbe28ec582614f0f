package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.user.SystemUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The users of this host.
public final class HostUsers {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");

    private HostUsers() {}

    /// Looks a user up, wherever the host keeps them.
    ///
    /// @throws IllegalArgumentException with a sentence, if there is none, or if it is root
    public static SystemUser find(String name) {
        String[] fields = NAME.matcher(name).matches() ? entry(name).split(":", -1) : new String[0];
        if (fields.length < 7) {
            throw new IllegalArgumentException(
                    "This host has no user '"
                            + name
                            + "' that jobs could run as: make one that is for jobs alone, such as with"
                            + " useradd --system --create-home "
                            + (NAME.matcher(name).matches() ? name : "job1"));
        }
        SystemUser user =
                new SystemUser(
                        fields[0],
                        Integer.parseInt(fields[2]),
                        Integer.parseInt(fields[3]),
                        fields[5]);
        if (user.uid() == 0 || user.gid() == 0) {
            throw new IllegalArgumentException(
                    "Jobs that run as '"
                            + name
                            + "' could do whatever root can: name a user that is for jobs alone");
        }
        return user;
    }

    private static String entry(String name) {
        try {
            Process process =
                    new ProcessBuilder("getent", "passwd", name)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? said.strip()
                    : "";
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The users of this host cannot be looked up: " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
