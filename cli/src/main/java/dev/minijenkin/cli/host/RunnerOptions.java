package dev.minijenkin.cli.host;

import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.instance.Home;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.claimloop.Stint;
import dev.minijenkin.runner.host.container.ContainerSource;
import dev.minijenkin.runner.host.container.PodSource;
import dev.minijenkin.runner.user.Confinement;
import dev.minijenkin.runner.workspace.Sizes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a runner is called, can do and may use.
public final class RunnerOptions {
    @Mixin private JobOptions jobs = new JobOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of the runner, one of its kind (default: the host's)")
    private String name = "";

    @Option(
            names = "--labels",
            paramLabel = "LABEL",
            split = ",",
            description =
                    "what jobs ask for with runs-on, besides self-hosted, the operating system and the"
                            + " architecture, which every runner has")
    private List<String> labels = List.of();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "folder for workspaces (default: in ~/.mini-jenkin)")
    private @Nullable Path work;

    @Option(
            names = "--allow-actions",
            paramLabel = "PATTERN",
            split = ",",
            description =
                    "which of them jobs may use, such as actions/* or team/tool@v2 (default: every"
                            + " one; of a guest runner none); what the runner itself carries out, and actions of the job's"
                            + " own repository, are always allowed")
    private @Nullable List<String> allowedActions;

    @Option(
            names = "--run-as",
            paramLabel = "USER",
            split = ",",
            description =
                    "as whom jobs run: one user for all of them, or one for each that runs at a time;"
                            + " users that nothing else uses, for what they run is killed when a job"
                            + " ends; root alone can do that (default: the user of this process, so that jobs can"
                            + " read what it logs in with)")
    private List<String> runAs = List.of();

    @Option(
            names = "--pods",
            paramLabel = "FILE",
            description =
                    "carry out each job in a pod of Kubernetes that is made from this one; its services"
                            + " are containers of the same pod (default: on this host)")
    private @Nullable Path pods;

    @Option(
            names = "--pods-namespace",
            paramLabel = "NAME",
            description = "where (default: that of this process, or of its kubeconfig)")
    private String podsNamespace = "";

    @Option(
            names = "--pods-patience",
            paramLabel = "SECONDS",
            description =
                    "how long a pod may take until it runs; after that its job fails, and says why"
                            + " (default: ${DEFAULT-VALUE})")
    private long podsPatience = PodSource.USUAL_PATIENCE.toSeconds();

    @Option(
            names = "--workspace-limit",
            paramLabel = "SIZE",
            description =
                    "how much of the disk the folders of one job may take, such as 20G: one that takes"
                            + " more is ended (default: no limit)")
    private String workspaceLimit = "";

    @Option(
            names = "--ephemeral",
            description = "leave after one job, whatever came of it; the same as --jobs 1")
    private boolean ephemeral;

    @Option(
            names = "--jobs",
            paramLabel = "NUMBER",
            description = "leave after so many jobs (default: stay)")
    private int most = Stint.ANY_NUMBER;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            description = "leave after so long without a job (default: stay)")
    private long idle = Stint.FOR_EVER.toSeconds();

    /// How long it stays.
    Stint stint() {
        if (ephemeral && most != Stint.ANY_NUMBER && most != 1) {
            throw new IllegalArgumentException(
                    "An ephemeral runner leaves after one job: choose --ephemeral or --jobs "
                            + most);
        }
        return new Stint(ephemeral ? 1 : most, Duration.ofSeconds(idle));
    }

    RunnerConfiguration configuration(Home home, KeyRing keys) {
        return builder(home, hostName(), ActionSources.EVERY).keys(keys).build();
    }

    /// That of a guest, which opens no secrets but its own, and fetches no actions unless it is
    /// told which.
    ///
    /// @param login as whom it logs in
    RunnerConfiguration guest(Home home, String login) {
        return builder(home, login, List.of()).guest().build();
    }

    private RunnerConfiguration.Builder builder(
            Home home, String usualName, List<String> usualActions) {
        Set<String> all = new LinkedHashSet<>(usualLabels());
        all.addAll(labels);
        Confinement confinement =
                new Confinement(
                        runAs,
                        workspaceLimit.isEmpty()
                                ? Confinement.NO_LIMIT
                                : Sizes.parse(workspaceLimit));
        return new RunnerConfiguration(
                        name.isEmpty() ? usualName : name,
                        List.copyOf(all),
                        jobs.capacity(),
                        work == null ? home.work() : work)
                .toBuilder()
                        .passed(jobs.passed())
                        .actions(
                                new ActionSources(
                                        jobs.actionsUrl(),
                                        allowedActions == null ? usualActions : allowedActions))
                        .confinement(confinement)
                        .engines(containers())
                        .stint(stint());
    }

    private ContainerSource containers() {
        if (pods == null) {
            return jobs.engines();
        }
        if (jobs.engines().isNamed()) {
            throw new IllegalArgumentException(
                    "A job's containers are in a pod or on this host: choose --pods or --containers");
        }
        return new PodSource(podsNamespace, pods, Duration.ofSeconds(podsPatience), "");
    }

    /// What every runner of this host can do.
    public static List<String> usualLabels() {
        return List.of("self-hosted", system(), architecture());
    }

    public static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "runner";
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "macos" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }
}
