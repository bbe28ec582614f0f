package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.host.container.ContainerSource;
import dev.minijenkin.runner.host.container.EngineSearch;
import dev.minijenkin.runner.host.container.PodSource;
import dev.minijenkin.runner.job.LocalTerms;
import dev.minijenkin.runner.user.Confinement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a runner is called, can do and may use.
///
/// @param name one of its kind: letters, digits and `_.-`
/// @param labels what jobs ask for with `runs-on`; case and order do not matter
/// @param capacity jobs at the same time, from 1 to 1000
/// @param work folder for workspaces, of this runner alone; made if needed
/// @param passed names of variables of the runner that its jobs get too, besides those that tell no
///   secret
/// @param keys open the secrets of its jobs
/// @param actions where actions of other repositories come from
/// @param terms of somebody who has it alone
/// @param confinement what keeps jobs from the rest of the host
/// @param engines who starts its jobs' containers; none of its own accord where jobs run as other
///   users, or are those of a guest
/// @param stint how long it stays
/// @param guest whether it carries out what nobody has reviewed, and logs in as somebody who may do
///   nothing else: a member of `mj_guest_runner`
public record RunnerConfiguration(
        String name,
        List<String> labels,
        int capacity,
        Path work,
        Set<String> passed,
        KeyRing keys,
        ActionSources actions,
        LocalTerms terms,
        Confinement confinement,
        ContainerSource engines,
        Stint stint,
        boolean guest) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MOST_JOBS = 1000;

    /// @throws IllegalArgumentException with a sentence for a person
    public RunnerConfiguration {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A runner's name has at most 100 letters, digits and the signs _.-, unlike '"
                            + name
                            + "'");
        }
        if (capacity < 1 || capacity > MOST_JOBS) {
            throw new IllegalArgumentException(
                    "A runner carries out from 1 to "
                            + MOST_JOBS
                            + " jobs at a time, not "
                            + capacity);
        }
        labels = LabelSets.normal(labels);
        if (labels.isEmpty() || labels.contains("")) {
            throw new IllegalArgumentException("A runner needs labels, and none may be blank");
        }
        if (!confinement.users().isEmpty() && !engines.isNone()) {
            if (engines.isNamed()) {
                throw new IllegalArgumentException(
                        engines instanceof PodSource
                                ? "Jobs in pods run as the users of their images: choose --run-as or --pods"
                                : "Whoever may start containers can become root on this host: choose"
                                        + " --run-as or --containers");
            }
            engines = EngineSearch.NONE;
        }
        if (guest && !engines.isNamed()) {
            // Who may start containers can become root on this host, as a rule.
            engines = EngineSearch.NONE;
        }
        if (guest && !keys.fingerprints().isEmpty()) {
            throw new IllegalArgumentException(
                    "A guest runner opens nothing with the key of the runners: it is to have a key of"
                            + " its own");
        }
        passed = Set.copyOf(passed);
        for (String variable : passed) {
            if (!VARIABLE.matcher(variable).matches() || isOwn(variable)) {
                throw new IllegalArgumentException(
                        "The variable '"
                                + variable
                                + "' cannot be passed to jobs: either it is no name of one, or it is"
                                + " how the runner itself reaches its database");
            }
        }
    }

    /// One that passes nothing further, and whose jobs have no secrets.
    public RunnerConfiguration(String name, List<String> labels, int capacity, Path work) {
        this(name, labels, capacity, work, Set.of(), KeyRing.NONE);
    }

    /// One that takes actions from the public forge.
    public RunnerConfiguration(
            String name,
            List<String> labels,
            int capacity,
            Path work,
            Set<String> passed,
            KeyRing keys) {
        this(name, labels, capacity, work, passed, keys, ActionSources.PUBLIC);
    }

    /// One that serves everybody.
    public RunnerConfiguration(
            String name,
            List<String> labels,
            int capacity,
            Path work,
            Set<String> passed,
            KeyRing keys,
            ActionSources actions) {
        this(
                name,
                labels,
                capacity,
                work,
                passed,
                keys,
                actions,
                LocalTerms.NONE,
                Confinement.NONE,
                EngineSearch.NONE,
                Stint.ENDLESS,
                false);
    }

    /// The same for somebody who has it alone.
    public RunnerConfiguration with(LocalTerms other) {
        return new RunnerConfiguration(
                name,
                labels,
                capacity,
                work,
                passed,
                keys,
                actions,
                other,
                confinement,
                engines,
                stint,
                guest);
    }

    /// The same that keeps its jobs from the rest of the host.
    public RunnerConfiguration with(Confinement other) {
        return new RunnerConfiguration(
                name, labels, capacity, work, passed, keys, actions, terms, other, engines, stint,
                guest);
    }

    /// The same that starts containers.
    public RunnerConfiguration with(ContainerSource other) {
        return new RunnerConfiguration(
                name,
                labels,
                capacity,
                work,
                passed,
                keys,
                actions,
                terms,
                confinement,
                other,
                stint,
                guest);
    }

    /// The same that stays for so long.
    public RunnerConfiguration with(Stint other) {
        return new RunnerConfiguration(
                name,
                labels,
                capacity,
                work,
                passed,
                keys,
                actions,
                terms,
                confinement,
                engines,
                other,
                guest);
    }

    /// How many jobs it carries out at the same time, where it stays for fewer than it could.
    public int slots() {
        return Math.min(capacity, stint.jobs());
    }

    /// The same as a guest.
    public RunnerConfiguration asGuest() {
        return new RunnerConfiguration(
                name,
                labels,
                capacity,
                work,
                passed,
                KeyRing.NONE,
                actions,
                terms,
                confinement,
                engines,
                stint,
                true);
    }

    /// The same with another label.
    public RunnerConfiguration with(String label) {
        List<String> more = new ArrayList<>(labels);
        more.add(label);
        return new RunnerConfiguration(
                name,
                more,
                capacity,
                work,
                passed,
                keys,
                actions,
                terms,
                confinement,
                engines,
                stint,
                guest);
    }

    /// Whether a variable may hold what the runner itself logs in with, which no job gets.
    public static boolean isOwn(String variable) {
        String upper = variable.toUpperCase(Locale.ROOT);
        return upper.startsWith("MINI_JENKIN")
                || upper.startsWith("POSTGRES")
                || upper.startsWith("PG");
    }
}
