package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The PID namespace of one job.
///
/// @param options of `nsenter`, besides those for a PID namespace
/// @param whenEnded called whenever all of it is gone
record NamespaceScope(NamespaceRoot root, List<String> options, Runnable whenEnded)
        implements ProcessScope {
    /// Only what it starts is inside, so it waits for that: it says nothing of its own, and its
    /// exit code is that of the command.
    private static final String ENTER =
            """
            exec 3>&2 2> /dev/null
            (cd -- "$0" && unset OLDPWD && exec setsid "$@" 2>&3 3>&-)
            exit $?
            """;

    @Override
    public ProcessSession enter(ProcessSession session, Path directory) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("nsenter", "--no-fork", "--target", pid(), "--pid", "--mount"));
        words.addAll(options);
        words.addAll(List.of(Programs.BASH, "-p", "-c", ENTER, directory.toString()));
        return session.with(words).ledByChild();
    }

    @Override
    public Optional<ForkServer> forks() {
        return root.forks();
    }

    @Override
    public Set<Long> members() {
        return Set.of();
    }

    @Override
    public boolean end() {
        boolean ended = root.end();
        whenEnded.run();
        return ended;
    }

    @Override
    public void discard() {}

    private String pid() {
        try {
            return Long.toString(root.pid());
        } catch (IOException e) {
            throw new RunnerException(
                    "The PID namespace of the job cannot be entered: " + e.getMessage(), e);
        }
    }
}
