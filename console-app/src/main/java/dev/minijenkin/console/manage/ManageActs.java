package dev.minijenkin.console.manage;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.variable.ValueName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What administrators do with what they manage, each with a form. FX thread only.
final class ManageActs {
    private static final String ALL = "all repositories";
    private static final int LONGEST_DAYS = 90;

    private final ManageViewModel model;
    private final Supplier<Overlay> overlay;
    private final Consumer<String> say;

    ManageActs(ManageViewModel model, Supplier<Overlay> overlay, Consumer<String> say) {
        this.model = model;
        this.overlay = overlay;
        this.say = say;
    }

    List<RowAct<Managed>> all() {
        return List.of(
                new RowAct<>(
                        Icon.EDIT,
                        "Change…",
                        KeyCode.E,
                        things ->
                                things.getFirst() instanceof Managed.OfToken
                                        ? "A token does not change: make another one"
                                        : "",
                        things -> change(things.getFirst())),
                new RowAct<Managed>(
                                Icon.CLOSE,
                                "Remove…",
                                KeyCode.X,
                                things -> removeRefusal(things.getFirst()),
                                things -> remove(things.getFirst()))
                        .destroying());
    }

    /// What there is to make of the kind that is shown; empty: it is made elsewhere.
    String newWord() {
        return switch (model.shown()) {
            case SECRETS -> "New secret…";
            case VARIABLES -> "New variable…";
            case TOKENS -> "New token…";
            case ENVIRONMENTS, TARGETS, REPOSITORIES -> "";
        };
    }

    void make() {
        switch (model.shown()) {
            case SECRETS -> value(true, "", new ManageWish.ReachName(null, null), "");
            case VARIABLES -> value(false, "", new ManageWish.ReachName(null, null), "");
            case TOKENS -> token();
            case ENVIRONMENTS, TARGETS, REPOSITORIES -> {}
        }
    }

    private static String removeRefusal(Managed thing) {
        return switch (thing) {
            case Managed.OfEnvironment _ -> "An environment goes with its repository";
            case Managed.OfRepository _ -> "A repository is not removed from here";
            case Managed.OfSecret _, Managed.OfVariable _, Managed.OfTarget _, Managed.OfToken _ ->
                    "";
        };
    }

    private void change(Managed thing) {
        switch (thing) {
            case Managed.OfSecret(var secret) ->
                    value(true, secret.name(), ManageText.reach(thing), "");
            case Managed.OfVariable(var variable) ->
                    value(false, variable.name(), ManageText.reach(thing), variable.value());
            case Managed.OfEnvironment of -> rules(of);
            case Managed.OfTarget(var target) ->
                    show(
                            new ManageForm(
                                            (target.enabled() ? "Switch off " : "Switch on ")
                                                    + target.name()
                                                    + "?",
                                            target.enabled()
                                                    ? "Nothing more is sent to it; what waits goes on"
                                                            + " waiting."
                                                    : "What waits is sent.",
                                            target.enabled() ? "Switch off" : "Switch on",
                                            false)
                                    .asks(
                                            () ->
                                                    new ManageWish.SwitchTarget(
                                                            target.name(), !target.enabled()),
                                            this::carryOut,
                                            this::close));
            case Managed.OfRepository(var repository) -> {
                ComboBox<String> whose = new ComboBox<>();
                for (ForkApproval approval : ForkApproval.values()) {
                    whose.getItems().add(ManageText.meaning(approval));
                }
                whose.setValue(ManageText.meaning(repository.forkApproval()));
                show(
                        new ManageForm(
                                        "Forks of " + repository.name(),
                                        "Their pull requests start runs without secrets, and whose wait"
                                                + " until an operator releases them is said here.",
                                        "Set",
                                        false)
                                .with("Whose pull requests wait", whose)
                                .asks(
                                        () ->
                                                new ManageWish.SetForks(
                                                        repository,
                                                        ManageText.forks(whose.getValue())),
                                        this::carryOut,
                                        this::close));
            }
            case Managed.OfToken _ -> {}
        }
    }

    /// Of a secret what was there is not known here, and not shown.
    private void value(boolean secret, String name, ManageWish.ReachName reach, String before) {
        TextField named = new TextField(name);
        named.setEditable(name.isEmpty());
        ComboBox<String> repository = new ComboBox<>();
        repository.getItems().add(ALL);
        repository.getItems().addAll(model.repositories());
        repository.setValue(reach.repository() == null ? ALL : reach.repository());
        repository.setDisable(!name.isEmpty());
        TextField environment = new TextField(orEmpty(reach.environment()));
        environment.setEditable(name.isEmpty());
        TextField value = secret ? new PasswordField() : new TextField(before);
        String what = secret ? "secret" : "variable";
        show(
                new ManageForm(
                                name.isEmpty() ? "New " + what : "Set " + name,
                                secret
                                        ? "It is sealed to the key of the runners before it leaves this"
                                                + " program; nobody can read it here again. Jobs read it as"
                                                + " secrets.NAME."
                                        : "Everybody who reads at all can read it. Jobs read it as"
                                                + " vars.NAME.",
                                "Set",
                                false)
                        .with("Name", named)
                        .with("For the jobs of", repository)
                        .with("That hold the environment (empty: all)", environment)
                        .with("Value", value)
                        .asks(
                                () -> {
                                    if (value.getText().isEmpty()) {
                                        throw new IllegalArgumentException("It needs a value");
                                    }
                                    return new ManageWish.SetValue(
                                            secret,
                                            reach(repository.getValue(), environment.getText()),
                                            new ValueName(named.getText().strip()),
                                            value.getText());
                                },
                                this::carryOut,
                                this::close));
    }

    private static ManageWish.ReachName reach(String repository, String environment) {
        boolean all = repository.equals(ALL);
        if (all && !environment.isBlank()) {
            throw new IllegalArgumentException(
                    "An environment is one of a repository: choose it too");
        }
        return new ManageWish.ReachName(
                all ? null : repository, environment.isBlank() ? null : environment.strip());
    }

    private void rules(Managed.OfEnvironment of) {
        EnvironmentRules now = of.rules();
        TextField approvals = new TextField(Integer.toString(now.review().approvals()));
        TextField reviewers = new TextField(String.join(", ", now.review().reviewers()));
        TextField minutes = new TextField(Integer.toString(now.waitMinutes()));
        TextField branches = new TextField(String.join(", ", now.refs().branches()));
        show(
                new ManageForm(
                                "Rules of "
                                        + of.environment().name()
                                        + " of "
                                        + of.environment().repository(),
                                "Every deployment must meet them before it gets the lock. The other rules"
                                        + " stay as they are: mini-jenkin environment has all.",
                                "Set the rules",
                                false)
                        .with("How many people must approve", approvals)
                        .with("Who: database roles, with commas (empty: every operator)", reviewers)
                        .with("How many minutes each deployment waits", minutes)
                        .with("Branches that may deploy, with commas (empty: all)", branches)
                        .asks(
                                () ->
                                        new ManageWish.SetRules(
                                                of.environment(),
                                                new EnvironmentRules(
                                                        new EnvironmentRules.Review(
                                                                number(approvals.getText(), 100),
                                                                words(reviewers.getText()),
                                                                now.review().refusesOwn()),
                                                        number(minutes.getText(), 43_200),
                                                        new EnvironmentRules.Refs(
                                                                words(branches.getText()),
                                                                now.refs().tags()),
                                                        now.breakGlassRoles(),
                                                        now.keepsLockAfterFailure(),
                                                        now.refusesOlderCommits(),
                                                        now.retriesAfterLostRunner())),
                                this::carryOut,
                                this::close));
    }

    private void token() {
        TextField name = new TextField();
        ComboBox<String> scopes = new ComboBox<>();
        scopes.getItems().addAll("read", "read, steer", "read, steer, admin");
        scopes.getSelectionModel().selectFirst();
        TextField days = new TextField(Integer.toString(LONGEST_DAYS));
        show(
                new ManageForm(
                                "New token",
                                "It acts as your database role, as far as its scopes go. It is shown"
                                        + " once, and stored nowhere.",
                                "Make it",
                                false)
                        .with("Name", name)
                        .with("Scopes", scopes)
                        .with("For how many days (1 to 366)", days)
                        .asks(
                                () ->
                                        new ManageWish.CreateToken(
                                                new NewToken(
                                                        name.getText().strip(),
                                                        scopes(scopes.getValue()),
                                                        number(days.getText(), 366),
                                                        null)),
                                this::carryOut,
                                this::close));
    }

    private static Set<TokenScope> scopes(String text) {
        return words(text).stream()
                .map(word ->
                        Stream.of(TokenScope.values())
                                .filter(scope -> scope.name().equalsIgnoreCase(word))
                                .findFirst()
                                .orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenScope.class)));
    }

    private void remove(Managed thing) {
        ManageWish wish =
                switch (thing) {
                    case Managed.OfSecret(var secret) ->
                            new ManageWish.RemoveValue(
                                    true, ManageText.reach(thing), new ValueName(secret.name()));
                    case Managed.OfVariable(var variable) ->
                            new ManageWish.RemoveValue(
                                    false, ManageText.reach(thing), new ValueName(variable.name()));
                    case Managed.OfTarget(var target) -> new ManageWish.RemoveTarget(target.name());
                    case Managed.OfToken(var token) -> new ManageWish.RevokeToken(token);
                    case Managed.OfEnvironment _, Managed.OfRepository _ ->
                            throw new IllegalStateException(
                                    "Not removed from here: " + thing.key());
                };
        boolean token = thing instanceof Managed.OfToken;
        show(
                new ManageForm(
                                (token ? "Revoke " : "Remove ") + thing.name() + "?",
                                token
                                        ? "Whoever shows it is refused from now on."
                                        : thing instanceof Managed.OfTarget
                                                ? "Messages that wait for it are given up."
                                                : "Jobs see an empty text in its place.",
                                token ? "Revoke it" : "Remove it",
                                true)
                        .asks(() -> wish, this::carryOut, this::close));
    }

    private void carryOut(ManageWish wish) {
        model.carryOut(
                wish,
                outcome -> {
                    say.accept(outcome.sentence());
                    if (!outcome.shownOnce().isEmpty()) {
                        showOnce(outcome);
                    }
                });
    }

    private void showOnce(ManageOutcome outcome) {
        Label title = new Label(outcome.sentence());
        title.getStyleClass().add("dialog-title");
        title.setWrapText(true);
        Label warning = new Label("This is the only time that it is shown.");
        warning.getStyleClass().add("muted");
        TextField token = new TextField(outcome.shownOnce());
        token.setEditable(false);
        token.getStyleClass().addAll("mono", "shown-once");
        token.setAccessibleText("The token");
        Button copy = new Button("Copy");
        copy.getStyleClass().add("primary");
        copy.setOnAction(event -> {
            TextClipboard.put(outcome.shownOnce());
            say.accept("The token is in the clipboard");
        });
        Button done = new Button("Done");
        done.setOnAction(event -> close());
        HBox buttons = new HBox(8, copy, done);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox dialog = new VBox(title, warning, token, buttons);
        dialog.getStyleClass().addAll("floating", "dialog-box");
        dialog.setPrefWidth(520);
        overlay.get().show(dialog, Pos.CENTER, copy);
    }

    private void show(ManageForm form) {
        overlay.get().show(form, Pos.CENTER, form.firstFocus());
    }

    private void close() {
        overlay.get().close();
    }

    private static int number(String text, int most) {
        String stripped = text.strip();
        if (!stripped.matches("[0-9]{1,6}") || Integer.parseInt(stripped) > most) {
            throw new IllegalArgumentException(
                    "\"" + stripped + "\" is no number from 0 to " + most);
        }
        return Integer.parseInt(stripped);
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
