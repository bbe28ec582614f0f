package dev.minijenkin.console.manage;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.manage.form.EnvironmentForm;
import dev.minijenkin.console.manage.form.LimitForms;
import dev.minijenkin.console.manage.form.ManageDesk;
import dev.minijenkin.console.manage.form.ManageForm;
import dev.minijenkin.console.manage.form.RepositoryForms;
import dev.minijenkin.console.manage.form.TargetForms;
import dev.minijenkin.console.manage.form.TokenForm;
import dev.minijenkin.console.manage.form.ValueForms;
import dev.minijenkin.console.manage.model.ManageKind;
import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.console.manage.model.Managed;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.console.runners.RunnerActions;
import dev.minijenkin.console.whatif.Foresight;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.view.runner.RunnerView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.input.KeyCode;

/// What administrators do with what they manage, by its kind. FX thread only.
final class ManageActs {
    private final ManageDesk desk;
    private final ValueForms values;
    private final RepositoryForms repositories;
    private final TargetForms targets;
    private final LimitForms limits;
    private final RunnerActions runners;

    /// @param runners what is done with runners where they are watched
    ManageActs(ManageDesk desk, Foresight foresight, RunnerActions runners) {
        this.desk = desk;
        this.values = new ValueForms(desk);
        this.repositories = new RepositoryForms(desk);
        this.targets = new TargetForms(desk);
        this.limits = new LimitForms(desk, foresight);
        this.runners = runners;
    }

    /// What can be done with things of a kind; the first is what Enter does.
    List<RowAct<Managed>> of(ManageKind kind) {
        return switch (kind) {
            case SECRETS, VARIABLES ->
                    List.of(
                            act(Icon.EDIT, "Change…", KeyCode.E, this::change),
                            act(Icon.CLOSE, "Remove…", KeyCode.X, this::remove).destroying());
            case ENVIRONMENTS -> List.of(act(Icon.EDIT, "Change…", KeyCode.E, this::change));
            case TARGETS -> ofTargets();
            case TOKENS ->
                    List.of(act(Icon.CLOSE, "Revoke…", KeyCode.X, this::remove).destroying());
            case REPOSITORIES ->
                    List.of(
                            act(Icon.EDIT, "Change…", KeyCode.E, this::change),
                            act(Icon.RERUN, "Refresh", KeyCode.R, this::refresh),
                            act(Icon.CLOSE, "Remove…", KeyCode.X, this::remove).destroying());
            case LIMITS ->
                    List.of(
                            act(Icon.EDIT, "Change…", KeyCode.E, this::change),
                            act(Icon.CLOSE, "Remove…", KeyCode.X, this::remove).destroying());
            case RUNNERS -> ofRunners();
        };
    }

    /// What there is to make of a kind; empty: it is made elsewhere.
    static String newWord(ManageKind kind) {
        return switch (kind) {
            case SECRETS -> "New secret…";
            case VARIABLES -> "New variable…";
            case TARGETS -> "New target…";
            case TOKENS -> "New token…";
            case REPOSITORIES -> "New repository…";
            case LIMITS -> "New limit…";
            case ENVIRONMENTS, RUNNERS -> "";
        };
    }

    void make(ManageKind kind) {
        switch (kind) {
            case SECRETS -> values.make(true);
            case VARIABLES -> values.make(false);
            case TARGETS -> targets.add();
            case TOKENS -> TokenForm.show(desk);
            case REPOSITORIES -> repositories.add();
            case LIMITS -> limits.add();
            case ENVIRONMENTS, RUNNERS -> {}
        }
    }

    private static RowAct<Managed> act(
            Icon icon, String title, KeyCode key, Consumer<Managed> action) {
        return new RowAct<>(
                icon, title, key, things -> "", things -> action.accept(things.getFirst()));
    }

    private List<RowAct<Managed>> ofTargets() {
        return List.of(
                ofTarget(
                        new RowAct.Look(Icon.HOLD, "Pause…", KeyCode.P, false),
                        target -> target.enabled() ? "" : "It is paused already",
                        targets::pause),
                ofTarget(
                        new RowAct.Look(Icon.PLAY, "Resume…", KeyCode.U, false),
                        target -> target.enabled() ? "It is not paused" : "",
                        targets::resume),
                ofTarget(
                        new RowAct.Look(Icon.PUSH, "Test", KeyCode.T, false),
                        target -> target.enabled() ? "" : "It is paused: resume it first",
                        targets::test),
                act(Icon.CLOSE, "Remove…", KeyCode.X, this::remove).destroying());
    }

    private static RowAct<Managed> ofTarget(
            RowAct.Look look, Function<Target, String> refusal, Consumer<Target> action) {
        return new RowAct<>(
                look,
                things -> refusal.apply(target(things.getFirst())),
                things -> action.accept(target(things.getFirst())));
    }

    private static Target target(Managed thing) {
        return ((Managed.OfTarget) thing).target();
    }

    /// As where they are watched, with the same keys and questions.
    private List<RowAct<Managed>> ofRunners() {
        List<RowAct<Managed>> acts = new ArrayList<>();
        for (RowAct<RunnerView> act : runners.all()) {
            acts.add(
                    new RowAct<>(
                            act.look(),
                            things -> act.refusal().apply(runners(things)),
                            things -> act.action().accept(runners(things))));
        }
        return acts;
    }

    private static List<RunnerView> runners(List<Managed> things) {
        return things.stream().map(thing -> ((Managed.OfRunner) thing).runner()).toList();
    }

    private void change(Managed thing) {
        switch (thing) {
            case Managed.OfSecret(var secret) ->
                    values.set(true, secret.name(), ManageWish.ReachName.of(thing), "");
            case Managed.OfVariable(var variable) ->
                    values.set(
                            false,
                            variable.name(),
                            ManageWish.ReachName.of(thing),
                            variable.value());
            case Managed.OfEnvironment of -> EnvironmentForm.show(desk, of);
            case Managed.OfRepository(var repository) -> repositories.change(repository);
            case Managed.OfLimit(var limit) -> limits.change(limit);
            case Managed.OfTarget _, Managed.OfToken _, Managed.OfRunner _ -> {}
        }
    }

    private void remove(Managed thing) {
        switch (thing) {
            case Managed.OfSecret _ ->
                    remove(thing, "Remove", "Jobs see an empty text in its place.");
            case Managed.OfVariable _ ->
                    remove(thing, "Remove", "Jobs see an empty text in its place.");
            case Managed.OfTarget _ ->
                    remove(thing, "Remove", "Messages that wait for it are given up.");
            case Managed.OfToken _ ->
                    remove(thing, "Revoke", "Whoever shows it is refused from now on.");
            case Managed.OfRepository(var repository) -> repositories.remove(repository);
            case Managed.OfLimit(var limit) -> limits.remove(limit);
            case Managed.OfEnvironment _, Managed.OfRunner _ -> {}
        }
    }

    private void remove(Managed thing, String word, String explanation) {
        desk.show(
                new ManageForm(word + " " + thing.name() + "?", explanation, word + " it", true)
                        .asks(() -> ManageWish.removing(thing), desk::carryOut, desk::close));
    }

    private void refresh(Managed thing) {
        desk.carryOut(
                new ManageWish.RefreshRepository(((Managed.OfRepository) thing).repository()));
    }
}
