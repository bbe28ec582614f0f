package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.lease.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process beside the runner that ends what the runner cannot end any more.
///
/// It reads a pipe that only the runner holds open. When the pipe ends, the runner is gone, also if
/// it was killed, and the watchdog ends all of its jobs. And it is told with each heartbeat that
/// was answered until when the lease lasts: when that is over, because the runner is stopped,
/// swapped out or hangs, it ends the deployments, and goes on ending them until it is told of a
/// longer lease or that they are over. It lives by the clock of the host
/// ([dev.minijenkin.runner.lease.HostClock]) and needs to start nothing for its work but `sleep`.
///
/// Where there is no `/proc` or no bash nothing watches: jobs that outlive their runner are ended
/// when a runner starts in the same work folder again, and there are no deployments. Thread-safe.
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration MUST_ANSWER = Duration.ofSeconds(5);
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final String SCRIPT =
            """
            trap '' PIPE HUP INT TERM
            prefix=$1 way=$2 place=$3 guarded=' ' until=0 skip=0 rest=0
            now() {
                local uptime
                read -r uptime _ < /proc/uptime
                now=$((10#${uptime/./}0))
            }
            # scoped CLAIMS: kills what is in the scopes of these claims, whatever its environment says.
            scoped() {
                local file line claim
                if [[ $way == cgroup && $1 == '*' ]]; then
                    echo 1 > "$place/cgroup.kill"
                elif [[ $way == cgroup ]]; then
                    for claim in $1; do echo 1 > "$place/$claim/cgroup.kill"; done
                elif [[ $way == limit ]]; then
                    for file in /proc/[0-9]*/limits; do
                        while read -r line; do
                            [[ $line == 'Max realtime timeout '* ]] || continue
                            read -r _ _ _ claim _ <<< "$line"
                            [[ $claim != *[!0-9]* ]] && ((claim >> 40 == place)) || continue
                            claim=$((claim & (1 << 40) - 1))
                            if [[ $1 == '*' || $1 == *" $claim "* ]]; then
                                claim=${file#/proc/}
                                kill -KILL "${claim%/limits}"
                            fi
                        done < "$file"
                    done
                fi
            }
            # end CLAIMS: kills all processes of these claims; of every claim where they are '*'.
            end() {
                local round found file variable variables claim
                scoped "$1"
                for round in 1 2 3 4 5; do
                    found=
                    for file in /proc/[0-9]*/environ; do
                        mapfile -d '' -t variables < "$file" || continue
                        # One look at all of them: to go through each takes ten times as long.
                        [[ ${variables[*]} == *"$prefix"* ]] || continue
                        for variable in "${variables[@]}"; do
                            [[ $variable == "$prefix"* ]] || continue
                            claim=${variable#"$prefix"}
                            if [[ $1 == '*' || $1 == *" $claim "* ]]; then
                                found=yes
                                claim=${file#/proc/}
                                kill -KILL "${claim%/environ}"
                            fi
                        done
                    done
                    [[ $found ]] || return
                done
            }
            while :; do
                if [[ $guarded == ' ' ]] || read -t 0; then
                    read -r word value more || break
                    case $word in
                        until)
                            # The runner may have noticed as late as this process that it was over.
                            [[ $guarded == ' ' ]] || ((more < until)) || end "$guarded"
                            until=$value skip=0 rest=0 ;;
                        guard) guarded+="$value " skip=0 rest=0 ;;
                        release) guarded=${guarded/ "$value" / } ;;
                        check) echo "$value" ;;
                    esac
                else
                    now
                    # A look costs as much as there are processes, and the runner may stand still for days: those after the
                    # first come ever later, the last every five seconds.
                    if ((now >= until && skip-- <= 0)); then
                        end "$guarded"
                        skip=$rest rest=$((rest < 50 ? 2 * rest + 1 : 50))
                    fi
                    sleep 0.1
                fi
            done 2> /dev/null
            end '*' 2> /dev/null
            """;

    private final ProcessSession session;
    private final String trackingPrefix;
    private final ProcessScopes scopes;
    // Guarded by this, as is what follows; what a heartbeat needs can be read without waiting.
    private final Set<Long> guarded = new LinkedHashSet<>();
    private boolean closed;
    private volatile boolean watching;
    private volatile Lease.@Nullable Extension newest;
    private volatile @Nullable WatchdogProcess process;

    private Watchdog(ProcessSession session, String trackingPrefix, ProcessScopes scopes) {
        this.session = session;
        this.trackingPrefix = trackingPrefix;
        this.scopes = scopes;
    }

    /// Starts to watch.
    ///
    /// @param trackingPrefix what the tracking ids of this runner's processes begin with; the
    ///   number of a claim follows
    static Watchdog start(ProcessSession session, String trackingPrefix) {
        return start(session, trackingPrefix, ProcessScopes.NONE);
    }

    /// The same, where processes of jobs are kept together in scopes.
    static Watchdog start(ProcessSession session, String trackingPrefix, ProcessScopes scopes) {
        Watchdog watchdog = new Watchdog(session, trackingPrefix, scopes);
        try {
            watchdog.startProcess();
        } catch (IOException e) {
            LOG.warn(
                    "Jobs would survive a runner that is killed, and deployments are refused: {}",
                    e.getMessage());
        }
        return watchdog;
    }

    /// Lets it wait for longer. Never waits for the watchdog itself; while somebody deploys it has
    /// looked after it, so that a watchdog that dies in the middle of a long step is missed.
    void extend(Lease.Extension extension) {
        newest = extension;
        tell(until(extension));
        if (watching) {
            Thread.ofVirtual().name("watchdog-check").start(this::look);
        }
    }

    private void look() {
        try {
            ensureAlive();
        } catch (RunnerException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /// From now on the processes of this claim end with the lease.
    ///
    /// @throws RunnerException where nothing watches
    synchronized void guard(long claim) {
        guarded.add(claim);
        tell("guard " + claim);
        try {
            ensureAlive();
            watching = true;
        } catch (RunnerException e) {
            guarded.remove(claim);
            throw e;
        }
    }

    /// No process of this claim is left.
    synchronized void release(long claim) {
        if (guarded.remove(claim)) {
            tell("release " + claim);
            watching = !guarded.isEmpty();
        }
    }

    /// Makes sure that it watches just now: one that is gone or does not answer is replaced.
    ///
    /// @throws RunnerException where that cannot be done
    synchronized void ensureAlive() {
        if (answers()) {
            return;
        }
        if (closed) {
            throw new RunnerException("The runner ends, so no deployment may go on");
        }
        LOG.warn("The watchdog beside the runner does not answer and is replaced");
        try {
            startProcess();
        } catch (IOException e) {
            throw new RunnerException(
                    "No watchdog can run beside this runner, and without one no deployment may begin: "
                            + e.getMessage(),
                    e);
        }
        if (!answers()) {
            throw new RunnerException(
                    "The watchdog beside the runner does not answer, and without one no deployment may begin");
        }
    }

    /// Of the process that watches; empty where none does.
    OptionalLong pid() {
        WatchdogProcess now = process;
        return now == null ? OptionalLong.empty() : OptionalLong.of(now.pid());
    }

    /// It ends all that is left, and then itself.
    @Override
    public synchronized void close() {
        closed = true;
        WatchdogProcess last = process;
        if (last != null) {
            last.close();
        }
    }

    private void startProcess() throws IOException {
        if (!Files.isReadable(UPTIME)) {
            throw new IOException("this host has no /proc");
        }
        WatchdogProcess before = process;
        if (before != null) {
            before.kill();
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Programs.BASH,
                                "-c",
                                SCRIPT,
                                "mini-jenkin-watchdog",
                                ProcessTable.TRACKING_VARIABLE + "=" + trackingPrefix));
        command.addAll(scopes.forWatchdog());
        process = WatchdogProcess.start(session.wrap(command));
        Lease.Extension known = newest;
        if (known != null) {
            tell(until(known));
        }
        guarded.forEach(claim -> tell("guard " + claim));
    }

    private boolean answers() {
        WatchdogProcess now = process;
        return now != null && now.answers(MUST_ANSWER);
    }

    private void tell(String line) {
        WatchdogProcess now = process;
        if (now != null) {
            now.tell(line);
        }
    }

    private static String until(Lease.Extension extension) {
        return "until " + extension.until() + " " + extension.at();
    }
}
