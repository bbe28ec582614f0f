package dev.minijenkin.console.manage.form;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import org.jspecify.annotations.Nullable;

/// What people write into fields.
final class FieldText {
    /// Of a choice of repositories: none of them by itself.
    static final String ALL = "all repositories";

    private FieldText() {}

    /// @throws IllegalArgumentException with a sentence for a person
    static int number(String text, int least, int most) {
        String stripped = text.strip();
        if (!stripped.matches("[0-9]{1,6}")
                || Integer.parseInt(stripped) < least
                || Integer.parseInt(stripped) > most) {
            throw new IllegalArgumentException(
                    stripped.isEmpty()
                            ? "It is a number from " + least + " to " + most
                            : "\"" + stripped + "\" is no number from " + least + " to " + most);
        }
        return Integer.parseInt(stripped);
    }

    /// Between commas.
    static List<String> words(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// A choice of one repository, or of all.
    static ComboBox<String> repositories(List<String> names, String chosen) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().add(ALL);
        box.getItems().addAll(names);
        box.setValue(chosen.isEmpty() ? ALL : chosen);
        return box;
    }

    /// The one that is chosen; empty: all.
    static String repository(ComboBox<String> box) {
        return box.getValue() == null || box.getValue().equals(ALL) ? "" : box.getValue();
    }
}
