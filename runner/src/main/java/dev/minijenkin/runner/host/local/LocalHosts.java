package dev.minijenkin.runner.host.local;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.host.StopTimeouts;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.user.SystemUser;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the machine of the runner for each job. What the jobs share: pipes for their output, and a
/// watchdog that ends their processes should the runner be killed.
public final class LocalHosts implements StepHosts {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHosts.class);

    private final WorkFolder folder;
    private final Map<String, String> environment;
    private final ProcessSession session;
    private final Optional<Path> forks;
    private final OutputPipes pipes;
    private final Map<SystemUser, OutputPipes> pipesOfUsers = new ConcurrentHashMap<>();
    private final Watchdog watchdog;
    private final ProcessScopes scopes;

    private LocalHosts(
            WorkFolder folder,
            Set<String> passed,
            ProcessScopes scopes,
            ProcessSession session,
            Optional<Path> forks,
            Watchdog watchdog) {
        this.folder = folder;
        this.scopes = scopes;
        this.environment = HostEnvironment.forJobs(System.getenv(), passed);
        this.session = session;
        this.forks = forks;
        this.pipes = new OutputPipes(folder.pipes(), Optional.empty());
        this.watchdog = watchdog;
    }

    /// Begins with ending what a runner left that was killed in this folder where nothing watched
    /// it.
    public static LocalHosts start(WorkFolder folder) {
        return start(folder, Set.of());
    }

    /// The same, where jobs get more of the runner's variables.
    ///
    /// @param passed their names
    public static LocalHosts start(WorkFolder folder, Set<String> passed) {
        Optional<Path> forks = ForkServer.program();
        ProcessScopes scopes =
                scopes(folder.root(), ProcessSession.ofThisHost(), forks)
                        .findFirst()
                        .orElse(ProcessScopes.NONE);
        LOG.info("{}", scopes.told());
        return start(folder, passed, scopes, forks);
    }

    /// The same with a certain kind of scopes.
    ///
    /// @param forks the program of fork servers; empty: every process is a child of the runner
    static LocalHosts start(
            WorkFolder folder, Set<String> passed, ProcessScopes scopes, Optional<Path> forks) {
        OrphanProcesses.killUnder(folder.trackingPrefix(), scopes.all());
        scopes.all().discard();
        ProcessSession session = ProcessSession.ofThisHost();
        Watchdog watchdog = Watchdog.start(session, folder.trackingPrefix(), scopes);
        LocalHosts hosts = new LocalHosts(folder, passed, scopes, session, forks, watchdog);
        hosts.pipes.prepare();
        return hosts;
    }

    /// The kinds of scopes that this host allows, the best first.
    ///
    /// @param name a path that tells this runner from others on the host
    /// @param forks see [ForkServer#program]
    static Stream<ProcessScopes> scopes(Path name, ProcessSession session, Optional<Path> forks) {
        return Stream.<Supplier<Optional<? extends ProcessScopes>>>of(
                        () -> CgroupScopes.find(name),
                        () -> NamespaceScopes.find(session, forks),
                        () ->
                                RootlessPodman.ofThisHost().isThere()
                                        ? Optional.empty()
                                        : NamespaceScopes.findForUser(session, forks),
                        () -> LimitScopes.find(name, System.getenv()))
                .map(Supplier::get)
                .flatMap(Optional::stream);
    }

    @Override
    public StepHost open(ClaimId claim, Workspace workspace, Optional<LeasePass> pass) {
        String trackingId = folder.trackingId(claim.value());
        ProcessScope scope = scopes.of(claim.value(), trackingId, pass.isPresent());
        LocalHost host =
                workspace
                        .user()
                        .user()
                        .map(user -> asUser(user, workspace.user().alone(), scope, trackingId))
                        .orElseGet(() -> asRunner(starter(scope, trackingId), trackingId, scope));
        return pass.isPresent()
                ? DeploymentHost.open(host, claim.value(), pass.get(), watchdog)
                : host;
    }

    private LocalHost asRunner(ProcessStarter starter, String trackingId, ProcessScope scope) {
        return new LocalHost(
                environment,
                HostEnvironment.forRepositories(System.getenv()),
                new Launcher(starter, List.of(), pipes, StopTimeouts.USUAL),
                trackingId,
                scope,
                Optional.empty());
    }

    private LocalHost asUser(
            SystemUser user, boolean alone, ProcessScope inner, String trackingId) {
        ProcessScope scope = new UserScope(inner, user, Programs.SETPRIV, alone);
        return new LocalHost(
                HostEnvironment.of(user, environment),
                Map.of("HOME", user.home()),
                new Launcher(
                        starter(scope, trackingId),
                        List.of(),
                        pipesOfUsers.computeIfAbsent(
                                user,
                                writer -> new OutputPipes(folder.pipes(), Optional.of(writer))),
                        StopTimeouts.USUAL),
                trackingId,
                scope,
                Optional.of(asRunner(new DirectStarter(session, inner), trackingId, inner)));
    }

    private ProcessStarter starter(ProcessScope scope, String trackingId) {
        return forks.<ProcessStarter>map(
                        program -> new ForkStarter(program, session, scope, trackingId))
                .orElseGet(() -> new DirectStarter(session, scope));
    }

    @Override
    public void extended(Lease.Extension extension) {
        watchdog.extend(extension);
    }

    @Override
    public OptionalLong diskUse(List<Path> folders) throws IOException, InterruptedException {
        return OptionalLong.of(DiskUse.of(folders));
    }

    @Override
    public void close() {
        pipes.close();
        pipesOfUsers.values().forEach(OutputPipes::close);
        watchdog.close();
        scopes.close();
        scopes.all().discard();
    }
}
