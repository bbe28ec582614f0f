package dev.minijenkin.console;

import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Palette.Offer;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.runs.RunsSource;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.trigger.TriggerSource;
import dev.minijenkin.db.view.pipeline.PipelineView;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the palette finds in the database: runs by number, branch, commit or title, and pipelines.
final class PaletteSearch {
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,9})");
    private static final int RUNS = 8;
    private static final int PIPELINES = 4;

    private final RunsSource runs;
    private final TriggerSource pipelines;

    PaletteSearch(RunsSource runs, TriggerSource pipelines) {
        this.runs = runs;
        this.pipelines = pipelines;
    }

    List<Offer> find(String text) {
        List<Offer> offers = new ArrayList<>();
        Links.parse(text)
                .ifPresent(place -> offers.add(new Offer.Jump(Icon.LINK, text, "go there", place)));
        if (!text.isEmpty()) {
            String lower = text.toLowerCase(Locale.ROOT);
            pipelines.pipelines().stream()
                    .filter(pipeline -> pipeline.title().toLowerCase(Locale.ROOT).contains(lower))
                    .limit(PIPELINES)
                    .forEach(pipeline -> offers.add(offer(pipeline)));
        }
        found(text).stream().limit(RUNS).forEach(run -> offers.add(offer(run)));
        return offers;
    }

    private Set<RunView> found(String text) {
        Set<RunView> found = new LinkedHashSet<>();
        Matcher number = NUMBER.matcher(text);
        if (text.isEmpty()) {
            found.addAll(runs.page(List.of(), null, RUNS));
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
        return runs.page(List.of(criterion), null, RUNS);
    }

    private static Offer offer(PipelineView pipeline) {
        return new Offer.Jump(
                Icon.RUNS,
                pipeline.title(),
                "all its runs",
                new Place.RunsPlace(
                        "pipeline:" + pipeline.title().replace(" / ", "/").replaceAll(" .*", "")));
    }

    private static Offer offer(RunView run) {
        return new Offer.Jump(
                Icon.COMMIT,
                run.name() + "  " + run.origin().title(),
                StateLooks.of(run).word()
                        + ", "
                        + run.origin().shortRef()
                        + ", "
                        + run.origin().shortSha(),
                new Place.RunPlace(run.id()));
    }
}
