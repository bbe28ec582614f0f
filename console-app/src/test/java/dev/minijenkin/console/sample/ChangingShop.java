package dev.minijenkin.console.sample;

import dev.minijenkin.console.overview.OverviewAnswer;
import dev.minijenkin.console.run.detail.AttemptOf;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.RunDetailSource;
import dev.minijenkin.console.run.detail.WorkflowText;
import dev.minijenkin.console.runs.RunsSource;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.stats.UsualHour;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.overview.LastHour;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.RunStory;
import dev.minijenkin.db.view.run.UsualJob;
import dev.minijenkin.db.view.runs.AskedLabels;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A shop in which everything changes at random: runs come, end, are rerun and go, their jobs get
/// steps, end and are others in the next attempt, and what needs a person comes in another order.
public final class ChangingShop implements RunsSource, RunDetailSource {
    private static final int MOST_RUNS = 30;

    private final Random random;
    private final TreeMap<Long, RunView> runs = new TreeMap<>(Collections.reverseOrder());
    private final Map<Long, List<JobView>> jobs = new TreeMap<>();
    private List<Attention> attentions = new ArrayList<>();
    private Optional<RunId> shown = Optional.empty();
    private long ids;

    public ChangingShop(Random random) {
        this.random = random;
        for (int i = 0; i < 12; i++) {
            add();
        }
    }

    /// Something happens.
    ///
    /// @return id of the run that it happened to
    public long change() {
        RunView run = any();
        long id = run.id().value();
        switch (random.nextInt(8)) {
            case 0 -> {
                return add();
            }
            case 1 -> {
                if (runs.size() > 6 && shown.filter(run.id()::equals).isEmpty()) {
                    runs.remove(id);
                    jobs.remove(id);
                } else {
                    end(run);
                }
            }
            case 2 -> end(run);
            case 3 -> again(run);
            case 4 -> Collections.shuffle(attentions, random);
            default -> changeJobs(id);
        }
        attend();
        return id;
    }

    /// Any run that is there.
    public RunView any() {
        List<RunView> all = List.copyOf(runs.values());
        return all.get(random.nextInt(all.size()));
    }

    /// The run whose page is shown.
    public Optional<RunView> shown() {
        return shown.map(run -> runs.get(run.value()));
    }

    private long add() {
        ids++;
        long id = ids;
        runs.put(id, SampleViews.run(id));
        jobs.put(id, new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            changeJobs(id);
        }
        if (runs.size() > MOST_RUNS) {
            long oldest = runs.lastKey();
            if (shown.filter(run -> run.value() == oldest).isEmpty()) {
                runs.remove(oldest);
                jobs.remove(oldest);
            }
        }
        attend();
        return id;
    }

    private void end(RunView run) {
        put(
                run,
                RunState.FINISHED,
                random.nextInt(3) == 0 ? Conclusion.SUCCESS : Conclusion.FAILURE,
                run.attempt());
        jobsOf(run.id().value())
                .replaceAll(job ->
                        SampleViews.job(
                                job.id().value(),
                                job.key(),
                                job.name(),
                                random.nextBoolean() ? Conclusion.SUCCESS : Conclusion.FAILURE,
                                job.steps().size()));
    }

    private void again(RunView run) {
        put(run, RunState.RUNNING, null, run.attempt() + 1);
        jobsOf(run.id().value())
                .replaceAll(job -> SampleViews.job(nextJob(), job.key(), job.name()));
    }

    private void put(RunView run, RunState state, @Nullable Conclusion conclusion, int attempt) {
        RunView like =
                conclusion == null
                        ? SampleViews.run(run.id().value())
                        : SampleViews.run(run.id().value(), conclusion);
        runs.put(
                run.id().value(),
                new RunView(
                        run.id(),
                        like.pipeline(),
                        like.number(),
                        attempt,
                        like.origin(),
                        new RunView.Status(state, conclusion, null, RunView.Waiting.none()),
                        like.times(),
                        new RunView.JobCounts(3, 1)));
    }

    /// A job more, a leg more, steps more, an end, or one less.
    private void changeJobs(long run) {
        List<JobView> of = jobsOf(run);
        int at = of.isEmpty() ? 0 : random.nextInt(of.size());
        switch (random.nextInt(5)) {
            case 0 -> of.add(at, SampleViews.job(nextJob(), "job" + ids, "job " + ids));
            case 1 -> of.add(SampleViews.job(nextJob(), "e2e", "e2e (" + ids + ")"));
            case 2 -> {
                if (of.size() > 3) {
                    of.remove(at);
                }
            }
            default -> {
                if (!of.isEmpty()) {
                    JobView job = of.get(at);
                    of.set(
                            at,
                            SampleViews.job(
                                    job.id().value(),
                                    job.key(),
                                    job.name(),
                                    random.nextBoolean() ? Conclusion.FAILURE : Conclusion.SUCCESS,
                                    random.nextInt(4)));
                }
            }
        }
    }

    private List<JobView> jobsOf(long run) {
        return jobs.computeIfAbsent(run, any -> new ArrayList<>());
    }

    private long nextJob() {
        ids++;
        return 100_000 + ids;
    }

    /// What needs a person: failed runs and a stuck job, in the order that they have, new ones
    /// first.
    private void attend() {
        List<Attention> next = new ArrayList<>();
        for (Attention known : attentions) {
            if (known instanceof Attention.FailedRun failed) {
                Optional.ofNullable(runs.get(failed.run().id().value()))
                        .filter(ChangingShop::failed)
                        .ifPresent(run -> next.add(attention(run)));
            }
        }
        runs.values().stream()
                .filter(ChangingShop::failed)
                .filter(run ->
                        next.stream()
                                .noneMatch(known -> known.key().equals("run " + run.id().value())))
                .forEach(run -> next.addFirst(attention(run)));
        runs.values().stream()
                .filter(RunView::open)
                .filter(run -> !jobsOf(run.id().value()).isEmpty())
                .findFirst()
                .ifPresent(run -> {
                    JobView job = jobsOf(run.id().value()).getFirst();
                    // The labels are those of the job: another job is another thing.
                    String label = "only-" + job.id().value();
                    next.add(
                            random.nextInt(next.size() + 1),
                            new Attention.UnschedulableJobs(
                                    new AskedLabels(List.of(label), false, List.of(label)),
                                    1,
                                    List.of(new Attention.NamedJob(run.id(), job.id(), run.name())),
                                    SettableClock.START));
                });
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            next.add(random.nextInt(next.size() + 1), ofARepository(1 + random.nextInt(4)));
        }
        attentions = next;
    }

    /// Something about a repository of which the command names the repository.
    private Attention ofARepository(long id) {
        RepositoryId repository = new RepositoryId(id);
        return random.nextBoolean()
                ? new Attention.KeptEnvironment(
                        repository,
                        "shop",
                        "staging",
                        "it failed",
                        Instant.MAX,
                        List.of(),
                        1,
                        SettableClock.START)
                : new Attention.AwayRemote(
                        "host-" + id,
                        repository,
                        "No route",
                        1,
                        2,
                        SettableClock.START,
                        SettableClock.START);
    }

    private static boolean failed(RunView run) {
        return run.status().conclusion() == Conclusion.FAILURE;
    }

    private static Attention attention(RunView run) {
        return new Attention.FailedRun(
                run,
                new FirstFailure("test", "Compile", 2, Cause.EXIT_CODE, "", "", 0),
                1,
                new Attention.Broke(
                        run.id(),
                        run.number(),
                        run.origin().commitSha(),
                        "Break it",
                        "bo",
                        SettableClock.START,
                        true));
    }

    /// What the overview shows of it.
    public OverviewAnswer overview() {
        return new OverviewAnswer(
                new Health(
                        0,
                        Duration.ZERO,
                        1,
                        1,
                        0,
                        4,
                        0,
                        0,
                        0,
                        null,
                        UsualHour.unknown(),
                        SettableClock.START.atOffset(ZoneOffset.UTC)),
                List.of(),
                new LastHour(0, 0, 0, null, null),
                List.copyOf(attentions),
                counts(),
                some(RunView::open),
                List.of(),
                some(run -> !run.open()),
                setup());
    }

    private List<RunView> some(Predicate<RunView> which) {
        return runs.values().stream().filter(which).toList();
    }

    @Override
    public List<RunView> page(List<RunCriterion> criteria, @Nullable RunId before, int limit) {
        return some(run -> before == null || run.id().value() < before.value()).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public List<RunView> among(List<RunCriterion> criteria, Collection<RunId> wanted) {
        return some(run -> wanted.contains(run.id()));
    }

    @Override
    public int matching(List<RunCriterion> criteria, int limit) {
        return runs.size();
    }

    @Override
    public RunCounts counts() {
        return new RunCounts(runs.size(), some(RunView::open).size(), 0, 0, 0);
    }

    @Override
    public Setup setup() {
        return new Setup(1, 1, 1, true);
    }

    @Override
    public List<JobView> jobs(RunId run) {
        return List.copyOf(jobs.getOrDefault(run.value(), List.of()));
    }

    @Override
    public List<String> pipelines() {
        return List.of("shop/ci");
    }

    @Override
    public String repositoryUrl(RepositoryId repository) {
        return "/srv/git/shop";
    }

    @Override
    public Optional<RunDetail> detail(AttemptOf which) {
        shown = Optional.of(which.run());
        return Optional.ofNullable(runs.get(which.run().value()))
                .map(run ->
                        new RunDetail(
                                run,
                                run.attempt(),
                                jobs(run.id()),
                                List.of(),
                                Optional.empty(),
                                RunStory.none(),
                                List.of(),
                                Optional.empty()));
    }

    @Override
    public WorkflowText workflow(RunId run) {
        return new WorkflowText("ci.yml", "on: push");
    }

    @Override
    public List<UsualJob> usual(RunId run) {
        return List.of();
    }

    @Override
    public void watch(RunId run, UUID watcher) {}

    @Override
    public void unwatch(RunId run, UUID watcher) {}

    /// The jobs of a run that has them.
    public Optional<JobId> anyJob(RunId run) {
        return jobs(run).stream().findFirst().map(JobView::id);
    }
}
