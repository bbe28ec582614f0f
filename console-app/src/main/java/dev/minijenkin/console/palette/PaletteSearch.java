package dev.minijenkin.console.palette;

import dev.minijenkin.console.frame.FilterTokens;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.runs.row.RunLabels;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the palette finds in the database: runs by number, branch, commit or title, and pipelines.
/// Called on workers.
public final class PaletteSearch {
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,9})");
    private static final int RUNS = 8;
    private static final int PIPELINES = 4;

    private final PaletteSource source;
    private final Consumer<PipelineId> run;

    /// @param run starts a pipeline by hand, on the FX thread
    public PaletteSearch(PaletteSource source, Consumer<PipelineId> run) {
        this.run = run;
        this.source = source;
    }

    public List<Offer> find(String text) {
        List<Offer> offers = new ArrayList<>();
        Links.parse(text)
                .ifPresent(place ->
                        offers.add(
                                new Offer.Jump(
                                        new Offer.Words(Icon.LINK, text, "go there"), place)));
        if (!text.isEmpty()) {
            String lower = text.toLowerCase(Locale.ROOT);
            source.pipelines().stream()
                    .filter(pipeline -> pipeline.title().toLowerCase(Locale.ROOT).contains(lower))
                    .limit(PIPELINES)
                    .forEach(pipeline -> {
                        offers.add(offer(pipeline));
                        if (pipeline.obstacle().isEmpty()) {
                            offers.add(start(pipeline));
                        }
                    });
        }
        found(text).stream().limit(RUNS).forEach(run -> offers.add(offer(run)));
        return offers;
    }

    private Set<RunView> found(String text) {
        Set<RunView> found = new LinkedHashSet<>();
        Matcher number = NUMBER.matcher(text);
        if (text.isEmpty()) {
            found.addAll(source.runs(List.of(), RUNS));
            return found;
        }
        if (number.matches()) {
            found.addAll(page(new RunCriterion.NumberIs(Long.parseLong(number.group(1)))));
        }
        if (found.size() < RUNS) {
            found.addAll(page(new RunCriterion.TextContains(text)));
        }
        if (found.size() < RUNS) {
            found.addAll(page(new RunCriterion.BranchIs("*" + text + "*")));
        }
        return found;
    }

    private List<RunView> page(RunCriterion criterion) {
        return source.runs(List.of(criterion), RUNS);
    }

    private static Offer offer(PipelineView pipeline) {
        return new Offer.Jump(
                new Offer.Words(Icon.RUNS, RunLabels.shortened(pipeline.title()), "all its runs"),
                new Place.RunsPlace(
                        FilterTokens.token(
                                "pipeline", pipeline.repositoryName() + "/" + pipeline.name())));
    }

    /// Also of one that has never run.
    private Offer start(PipelineView pipeline) {
        return new Offer.Act(
                new Offer.Words(
                        Icon.PLAY,
                        "Run " + RunLabels.shortened(pipeline.title()) + "…",
                        "with its inputs"),
                () -> run.accept(pipeline.id()));
    }

    private static Offer offer(RunView run) {
        return new Offer.Jump(
                new Offer.Words(
                        Icon.COMMIT,
                        RunLabels.shortened(run.pipeline().title()) + " #" + run.number(),
                        run.origin().title(),
                        run.origin().shortRef() + " · " + run.origin().shortSha(),
                        Optional.of(StateLooks.of(run))),
                new Place.RunPlace(run.id()));
    }
}
