package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.TokenScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/// The form of a new token. FX thread only.
public final class TokenForm {
    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 366;

    private TokenForm() {}

    public static void show(ManageDesk desk) {
        TextField name = new TextField();
        ComboBox<String> scopes = new ComboBox<>();
        scopes.getItems().addAll("read", "read, steer", "read, steer, admin");
        scopes.getSelectionModel().selectFirst();
        ComboBox<String> repository = FieldText.repositories(desk.repositories(), "");
        TextField days = new TextField(Integer.toString(USUAL_DAYS));
        desk.show(
                new ManageForm(
                                "New token",
                                "It acts as your database role, as far as its scopes go. It is shown"
                                        + " once, and stored nowhere.",
                                "Make it",
                                false)
                        .with("Name", name, () -> token(name, Set.of(TokenScope.READ), 1, ""))
                        .with("Scopes", scopes)
                        .with("Only for", repository)
                        .with(
                                "For how many days (1 to 366)",
                                days,
                                () -> FieldText.number(days.getText(), 1, MOST_DAYS))
                        .asks(
                                () ->
                                        new ManageWish.CreateToken(
                                                token(
                                                        name,
                                                        scopes(scopes.getValue()),
                                                        FieldText.number(
                                                                days.getText(), 1, MOST_DAYS),
                                                        FieldText.repository(repository))),
                                desk::carryOut,
                                desk::close));
    }

    /// @param repository empty: it is limited to none
    private static NewToken token(
            TextField name, Set<TokenScope> scopes, int days, String repository) {
        return new NewToken(
                name.getText().strip(),
                scopes,
                days,
                repository.isEmpty() ? null : List.of(repository));
    }

    private static Set<TokenScope> scopes(String text) {
        return FieldText.words(text).stream()
                .map(word -> TokenScope.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenScope.class)));
    }
}
