package dev.minijenkin.runner.host.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/// Marks the processes of a job by a limit that no ordinary process meets (`RLIMIT_RTTIME`, of
/// realtime scheduling) and that children inherit whatever becomes of their session and
/// environment. The number of the limit says whose they are.
///
/// @param program `prlimit`
/// @param runner the upper part of the numbers of this runner
record LimitScopes(Path program, long runner) implements ProcessScopes {
    /// Room for the ids of claims.
    private static final int CLAIM_BITS = 40;

    private static final long CLAIMS = (1L << CLAIM_BITS) - 1;

    /// Empty where the host has no `prlimit`, or no `/proc`.
    static Optional<LimitScopes> find(Path folder, Map<String, String> environment) {
        // Never a small number: that would be a limit of seconds.
        long runner = 1L << 22 | (folder.toString().hashCode() & ((1L << 22) - 1));
        return Programs.find("prlimit", environment.getOrDefault("PATH", ""))
                .map(program -> new LimitScopes(program, runner))
                .filter(LimitScopes::works);
    }

    @Override
    public ProcessScope of(long claim, String trackingId, boolean guarded) {
        long number = number(claim);
        return new Marked(
                List.of(program.toString(), "--rttime=" + number + ":"), seen -> seen == number);
    }

    @Override
    public ProcessScope all() {
        return new Marked(List.of(), seen -> seen >>> CLAIM_BITS == runner);
    }

    @Override
    public List<String> forWatchdog() {
        return List.of("limit", Long.toString(runner));
    }

    @Override
    public String told() {
        return "Processes of jobs are kept together by a mark that they inherit, for this host"
                + " allows the runner neither control groups nor namespaces: one that means to"
                + " can take it off";
    }

    private long number(long claim) {
        return runner << CLAIM_BITS | (claim & CLAIMS);
    }

    private boolean works() {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--rttime=" + number(0) + ":", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Marked(List<String> prefix, LongPredicate number) implements ProcessScope {
        @Override
        public ProcessSession enter(ProcessSession session, Path directory) {
            return session.with(prefix);
        }

        @Override
        public Set<Long> members() {
            return ProcessTable.limited(number);
        }

        @Override
        public boolean end() {
            return false;
        }

        @Override
        public void discard() {}
    }
}
