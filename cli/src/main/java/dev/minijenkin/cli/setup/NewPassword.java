package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.GivenValue;
import dev.minijenkin.cli.part.Terminal;
import dev.minijenkin.db.login.Password;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/// A password that a person thinks of: typed twice and not shown, or the standard input where that
/// is no terminal.
final class NewPassword {
    private NewPassword() {}

    static Password ask(String login) {
        if (!Terminal.isInput()) {
            return Password.of(GivenValue.read(System.in));
        }
        Console console =
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElseThrow(() ->
                                new CommandFailureException(
                                        "What is typed cannot be hidden here: give the password by a pipe or a file (… < file), or let one be made (--generate)."));
        char[] first = typed(console, "Password of " + login);
        char[] second = typed(console, "Once more");
        if (!Arrays.equals(first, second)) {
            throw new CommandFailureException("The two are not the same: nothing was changed.");
        }
        return Password.of(new String(first));
    }

    private static char[] typed(Console console, String what) {
        char[] typed = console.readPassword("%s (not shown): ", what);
        return typed == null ? new char[0] : typed;
    }
}
