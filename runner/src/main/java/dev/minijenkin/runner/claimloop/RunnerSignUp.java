package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.workspace.WorkFolder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the runner's name in the database. Used by the claim loop's thread.
final class RunnerSignUp {
    private static final Logger LOG = LoggerFactory.getLogger(RunnerSignUp.class);

    private final RunnerConfiguration configuration;
    private final RunnerFacts facts;
    private final RunnerAccess access;
    private final WorkFolder folder;
    private final Outage outage;

    /// Under which the name may be held without anybody working under it: those of the processes
    /// that died in the work folder, and those of this one.
    private Set<UUID> ours;

    /// Kept until there is an answer: where one was lost, the name may be held by it already.
    private UUID instance = UUID.randomUUID();

    private boolean saidTaken;

    RunnerSignUp(RunnerConfiguration configuration, RunnerServices services, Outage outage) {
        this.configuration = configuration;
        this.facts = services.facts();
        this.access = services.access();
        this.folder = services.folder();
        this.outage = outage;
        this.ours = folder.predecessors();
    }

    /// Tries once; every registration is an instance of its own, so that claims of an earlier one
    /// stay lost. The work folder tells which processes are dead for sure: their name needs no
    /// waiting.
    ///
    /// @return empty where the database is away, or another process works under the name
    Optional<RunnerSession> attempt() {
        Set<UUID> known = new LinkedHashSet<>(ours);
        known.add(instance);
        keep(known);
        try {
            RegistrationOutcome outcome = access.register(registration(), ours);
            outage.over();
            return switch (outcome) {
                case RegistrationOutcome.Registered(var id, Duration lease) -> {
                    saidTaken = false;
                    LOG.info(
                            "Runner {} takes jobs for {}, {} at a time",
                            configuration.name(),
                            String.join(", ", configuration.labels()),
                            configuration.slots());
                    UUID registered = instance;
                    keep(Set.of(registered));
                    instance = UUID.randomUUID();
                    yield Optional.of(new RunnerSession(id, registered, lease));
                }
                case RegistrationOutcome.NameTaken taken -> {
                    sayTaken(taken);
                    yield Optional.empty();
                }
            };
        } catch (DatabaseException e) {
            outage.failed("register", e);
            return Optional.empty();
        }
    }

    private void keep(Set<UUID> instances) {
        if (!instances.equals(ours)) {
            ours = instances;
            folder.remember(instances);
        }
    }

    private void sayTaken(RegistrationOutcome.NameTaken taken) {
        if (!saidTaken) {
            saidTaken = true;
            LOG.warn(
                    "Process {} on {} works as runner {}, or did so {} s ago: waiting until it leaves or"
                            + " is silent for longer than the lease",
                    taken.pid(),
                    taken.host(),
                    configuration.name(),
                    taken.silentFor().toSeconds());
        }
    }

    private RunnerRegistration registration() {
        return new RunnerRegistration(
                configuration.name(),
                instance,
                configuration.labels(),
                configuration.slots(),
                host(),
                facts.os().toLowerCase(Locale.ROOT),
                facts.architecture().toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(
                        RunnerSignUp.class.getPackage().getImplementationVersion(), "development"),
                ProcessHandle.current().pid());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
