package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.TargetRegistration;
import dev.minijenkin.db.outbox.TargetRule;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;

/// Forms of targets. FX thread only.
public final class TargetForms {
    private final ManageDesk desk;

    public TargetForms(ManageDesk desk) {
        this.desk = desk;
    }

    public void add() {
        new NewForm().show();
    }

    public void pause(Target target) {
        switchTo(target, false, "Pause", "Nothing more is sent to it; what comes meanwhile waits.");
    }

    public void resume(Target target) {
        switchTo(target, true, "Resume", "What waits is sent, and what comes.");
    }

    public void test(Target target) {
        desk.say().accept("A test message to " + target.name() + " is on its way");
        desk.carryOut(new ManageWish.TestTarget(target.name()));
    }

    private void switchTo(Target target, boolean on, String word, String explanation) {
        desk.show(
                new ManageForm(word + " " + target.name() + "?", explanation, word, false)
                        .asks(
                                () -> new ManageWish.SwitchTarget(target.name(), on),
                                desk::carryOut,
                                desk::close));
    }

    /// The fields of a new one, which look at each other.
    private final class NewForm {
        private final TextField name = new TextField();
        private final ComboBox<TargetKind> kind = new ComboBox<>();
        private final ComboBox<String> repository = FieldText.repositories(desk.repositories(), "");
        private final TextField url = new TextField();
        private final TextField secret = new PasswordField();
        private final CheckBox made =
                new CheckBox("Make the secret that a webhook is signed with, and show it once");
        private final TextField events = new TextField();
        private final TextField branches = new TextField();
        private final CheckBox changes =
                new CheckBox("Only where a branch fails that did not before, or works again");

        void show() {
            // The private key of an app has lines, which no field for a secret takes.
            kind.getItems().setAll(EnumSet.complementOf(EnumSet.of(TargetKind.GITHUB_CHECKS)));
            kind.setConverter(new KindWords());
            kind.setValue(TargetKind.WEBHOOK);
            kind.valueProperty().subscribe(this::chosen);
            made.selectedProperty().subscribe(on -> secret.setDisable(on));
            desk.show(
                    new ManageForm(
                                    "New target",
                                    "Where messages about runs go: to a chat, a webhook, or as commit"
                                            + " statuses to a forge. The secret is sealed to the key of the"
                                            + " servers before it leaves this program. Checks by an app of GitHub are"
                                            + " added by mini-jenkin target add.",
                                    "Add it",
                                    false)
                            .with(
                                    "Name",
                                    name,
                                    () -> TargetRegistration.checkName(name.getText().strip()))
                            .with("Kind", kind)
                            .pair()
                            .with("Hears of", repository, this::checkRepository)
                            .with("URL (empty: as the repository says)", url, this::checkUrl)
                            .pair()
                            .with(
                                    "Secret: address of the chat, what a webhook is signed with, or token",
                                    secret,
                                    this::checkSecret)
                            .with("", made)
                            .with("Events, with commas", events, this::checkEvents)
                            .with("Branches, with commas (empty: all)", branches)
                            .pair()
                            .with("", changes)
                            .asks(this::wish, desk::carryOut, desk::close));
        }

        private void chosen(TargetKind of) {
            boolean webhook = of == TargetKind.WEBHOOK;
            made.setDisable(!webhook);
            made.setSelected(webhook);
            url.setDisable(of.hasSecretAddress());
            events.setText(
                    of.usualEvents().stream()
                            .sorted()
                            .map(EnumWords::dashed)
                            .collect(Collectors.joining(", ")));
        }

        private void checkRepository() {
            check(TargetRule.STATUS_HAS_REPOSITORY);
        }

        private void checkUrl() {
            String text = url.getText().strip();
            if (!kind.getValue().hasSecretAddress() && !text.isEmpty()) {
                TargetRegistration.address(text, "this one");
            }
            check(TargetRule.WEBHOOK_HAS_ADDRESS);
        }

        /// Of the rules about where it sends to, the one that a field is about.
        private void check(TargetRule rule) {
            TargetRule.brokenBy(
                            kind.getValue(),
                            FieldText.repository(repository),
                            url.getText().strip())
                    .filter(rule::equals)
                    .ifPresent(broken -> {
                        throw new IllegalArgumentException(broken.sentence());
                    });
        }

        private void checkSecret() {
            String text = secret.getText().strip();
            if (kind.getValue().hasSecretAddress()) {
                TargetRegistration.address(text, "this one");
            } else if (kind.getValue().isStatus() && text.isEmpty()) {
                throw new IllegalArgumentException("A forge wants a token");
            }
        }

        private void checkEvents() {
            TargetRegistration.check(kind.getValue(), filter());
        }

        private TargetFilter filter() {
            Set<TargetEvent> heard = new LinkedHashSet<>();
            for (String text : FieldText.words(events.getText())) {
                heard.add(
                        Arrays.stream(TargetEvent.values())
                                .filter(event ->
                                        EnumWords.dashed(event)
                                                .equals(text.toLowerCase(Locale.ROOT)))
                                .findFirst()
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "There is no event \""
                                                        + text
                                                        + "\"; there are: "
                                                        + String.join(
                                                                ", ",
                                                                Arrays.stream(TargetEvent.values())
                                                                        .map(EnumWords::dashed)
                                                                        .toList()))));
            }
            if (heard.isEmpty()) {
                throw new IllegalArgumentException("It hears of one event at least");
            }
            return new TargetFilter(
                    heard, List.of(), FieldText.words(branches.getText()), changes.isSelected());
        }

        private ManageWish wish() {
            boolean making = made.isSelected();
            return new ManageWish.AddTarget(
                    new TargetRegistration.Wanted(
                            name.getText().strip(),
                            kind.getValue(),
                            FieldText.repository(repository),
                            url.getText().strip(),
                            making
                                    ? TargetRegistration.newSecret(new SecureRandom())
                                    : secret.getText().strip(),
                            filter()),
                    making);
        }
    }
}
