package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.manage.model.LimitedThing;
import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.console.whatif.Foresight;
import dev.minijenkin.console.whatif.WhatIfLine;
import dev.minijenkin.db.limit.ClaimLimit;
import java.util.OptionalInt;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/// Forms of limits, which say what they do to whom. FX thread only.
public final class LimitForms {
    private static final int MOST = 100_000;
    private static final String NONE = "none: a label";

    private final ManageDesk desk;
    private final Foresight foresight;

    public LimitForms(ManageDesk desk, Foresight foresight) {
        this.desk = desk;
        this.foresight = foresight;
    }

    public void add() {
        ComboBox<String> repository = new ComboBox<>();
        repository.getItems().add(NONE);
        repository.getItems().addAll(desk.repositories());
        repository.setValue(NONE);
        TextField label = new TextField();
        TextField most = new TextField();
        WhatIfLine line = foresight.line();
        Runnable changed = () -> foretell(line, repository, label, most);
        repository.valueProperty().subscribe(changed);
        label.textProperty().subscribe(changed);
        most.textProperty().subscribe(changed);
        desk.show(
                new ManageForm(
                                "New limit",
                                "How many jobs of a repository, or with a label, are under way at a time."
                                        + " The others wait in the queue, and let those behind them pass.",
                                "Set",
                                false)
                        .with("Repository", repository)
                        .with(
                                "Label that runs-on asks for",
                                label,
                                () -> thing(repository.getValue(), label.getText()))
                        .with("At most (0: none begins)", most, () -> number(most))
                        .beside(line)
                        .asks(
                                () ->
                                        new ManageWish.SetLimit(
                                                thing(repository.getValue(), label.getText()),
                                                number(most)),
                                desk::carryOut,
                                desk::close));
    }

    public void change(ClaimLimit limit) {
        LimitedThing thing = LimitedThing.of(limit);
        TextField most = new TextField(Integer.toString(limit.most()));
        WhatIfLine line = foresight.line();
        most.textProperty().subscribe(() -> foretell(line, thing, most));
        desk.show(
                new ManageForm(
                                "Limit of " + thing.words(),
                                "What is under way goes on, even where it is more.",
                                "Set",
                                false)
                        .with("At most (0: none begins)", most, () -> number(most))
                        .beside(line)
                        .asks(
                                () -> new ManageWish.SetLimit(thing, number(most)),
                                desk::carryOut,
                                desk::close));
    }

    public void remove(ClaimLimit limit) {
        LimitedThing thing = LimitedThing.of(limit);
        WhatIfLine line = foresight.line();
        foresight.ofLimit(line, thing.repository(), thing.label(), OptionalInt.empty());
        desk.show(
                new ManageForm(
                                "Remove the limit of " + thing.words() + "?",
                                "What waits for it may begin as soon as there is a slot.",
                                "Remove it",
                                true)
                        .beside(line)
                        .asks(
                                () -> new ManageWish.RemoveLimit(thing),
                                desk::carryOut,
                                desk::close));
    }

    private void foretell(
            WhatIfLine line, ComboBox<String> repository, TextField label, TextField most) {
        try {
            foretell(line, thing(repository.getValue(), label.getText()), most);
        } catch (IllegalArgumentException _) {
            line.tellLater("As soon as it is known what is limited");
        }
    }

    private void foretell(WhatIfLine line, LimitedThing thing, TextField most) {
        try {
            foresight.ofLimit(
                    line, thing.repository(), thing.label(), OptionalInt.of(number(most)));
        } catch (IllegalArgumentException _) {
            line.tellLater("As soon as it is known to how many");
        }
    }

    private static LimitedThing thing(String repository, String label) {
        return new LimitedThing(
                NONE.equals(repository) ? null : repository,
                label.isBlank() ? null : label.strip());
    }

    private static int number(TextField most) {
        return FieldText.number(most.getText(), 0, MOST);
    }
}
