package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.db.variable.ValueName;
import javafx.scene.control.ComboBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;

/// Forms of secrets and variables. FX thread only.
public final class ValueForms {
    private final ManageDesk desk;

    public ValueForms(ManageDesk desk) {
        this.desk = desk;
    }

    public void make(boolean secret) {
        set(secret, "", new ManageWish.ReachName(null, null), "");
    }

    /// Of a secret what was there is not known here, and not shown.
    public void set(boolean secret, String name, ManageWish.ReachName reach, String before) {
        TextField named = new TextField(name);
        named.setEditable(name.isEmpty());
        ComboBox<String> repository =
                FieldText.repositories(desk.repositories(), FieldText.orEmpty(reach.repository()));
        repository.setDisable(!name.isEmpty());
        TextField environment = new TextField(FieldText.orEmpty(reach.environment()));
        environment.setEditable(name.isEmpty());
        TextField value = secret ? new PasswordField() : new TextField(before);
        String what = secret ? "secret" : "variable";
        desk.show(
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
                        .with("Name", named, () -> new ValueName(named.getText().strip()))
                        .with("For the jobs of", repository)
                        .with(
                                "That hold the environment (empty: all)",
                                environment,
                                () -> reach(repository, environment))
                        .with("Value", value, () -> require(value))
                        .asks(
                                () ->
                                        new ManageWish.SetValue(
                                                secret,
                                                reach(repository, environment),
                                                new ValueName(named.getText().strip()),
                                                value.getText()),
                                desk::carryOut,
                                desk::close));
    }

    private static void require(TextField value) {
        if (value.getText().isEmpty()) {
            throw new IllegalArgumentException("It needs a value");
        }
    }

    private static ManageWish.ReachName reach(ComboBox<String> box, TextField field) {
        String repository = FieldText.repository(box);
        String environment = field.getText().strip();
        if (repository.isEmpty() && !environment.isEmpty()) {
            throw new IllegalArgumentException(
                    "An environment is one of a repository: choose it too");
        }
        return new ManageWish.ReachName(
                repository.isEmpty() ? null : repository,
                environment.isEmpty() ? null : environment);
    }
}
