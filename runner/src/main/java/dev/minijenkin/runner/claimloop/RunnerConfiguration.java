package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.host.container.ContainerSource;
import dev.minijenkin.runner.host.container.EngineSearch;
import dev.minijenkin.runner.host.container.PodSource;
import dev.minijenkin.runner.job.services.LocalTerms;
import dev.minijenkin.runner.user.Confinement;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /// The usual one, that serves everybody: it passes nothing further, its jobs have no secrets,
    /// and it takes actions from the public forge.
    public RunnerConfiguration(String name, List<String> labels, int capacity, Path work) {
        this(
                name,
                labels,
                capacity,
                work,
                Set.of(),
                KeyRing.NONE,
                ActionSources.PUBLIC,
                LocalTerms.NONE,
                Confinement.NONE,
                EngineSearch.NONE,
                Stint.ENDLESS,
                false);
    }

    /// What is to be different in another one.
    public Builder toBuilder() {
        return new Builder(this);
    }

    /// How many jobs it carries out at the same time, where it stays for fewer than it could.
    public int slots() {
        return Math.min(capacity, stint.jobs());
    }

    /// Whether a variable may hold what the runner itself logs in with, which no job gets.
    public static boolean isOwn(String variable) {
        String upper = variable.toUpperCase(Locale.ROOT);
        return upper.startsWith("MINI_JENKIN")
                || upper.startsWith("POSTGRES")
                || upper.startsWith("PG");
    }

    /// One that is like another, but for what is said here. Used by one thread.
    public static final class Builder {
        private final String name;
        private final int capacity;
        private final Path work;
        private List<String> labels;
        private Set<String> passed;
        private KeyRing keys;
        private ActionSources actions;
        private LocalTerms terms;
        private Confinement confinement;
        private ContainerSource engines;
        private Stint stint;
        private boolean guest;

        private Builder(RunnerConfiguration like) {
            name = like.name;
            labels = like.labels;
            capacity = like.capacity;
            work = like.work;
            passed = like.passed;
            keys = like.keys;
            actions = like.actions;
            terms = like.terms;
            confinement = like.confinement;
            engines = like.engines;
            stint = like.stint;
            guest = like.guest;
        }

        /// A label more.
        public Builder label(String label) {
            labels = Stream.concat(labels.stream(), Stream.of(label)).toList();
            return this;
        }

        public Builder passed(Set<String> variables) {
            passed = variables;
            return this;
        }

        public Builder keys(KeyRing ring) {
            keys = ring;
            return this;
        }

        public Builder actions(ActionSources sources) {
            actions = sources;
            return this;
        }

        public Builder terms(LocalTerms ofSomebody) {
            terms = ofSomebody;
            return this;
        }

        public Builder confinement(Confinement ofJobs) {
            confinement = ofJobs;
            return this;
        }

        public Builder engines(ContainerSource source) {
            engines = source;
            return this;
        }

        public Builder stint(Stint stays) {
            stint = stays;
            return this;
        }

        /// One that carries out what nobody has reviewed.
        public Builder guest() {
            guest = true;
            return this;
        }

        /// The runner that was said.
        ///
        /// @throws IllegalArgumentException with a sentence for a person
        public RunnerConfiguration build() {
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
                    stint,
                    guest);
        }
    }
}
