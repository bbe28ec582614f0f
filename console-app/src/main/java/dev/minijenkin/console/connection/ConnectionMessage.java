package dev.minijenkin.console.connection;

import dev.minijenkin.db.ConnectionFinding;
import dev.minijenkin.db.DatabaseConfiguration;

/// A finding in one sentence that says what is wrong and what to do.
///
/// @param usable whether the console can work with it
public record ConnectionMessage(boolean usable, String sentence) {
    public static ConnectionMessage of(ConnectionFinding finding, DatabaseConfiguration where) {
        return switch (finding) {
            case ConnectionFinding.Usable(String user, String database) ->
                    new ConnectionMessage(
                            true, "All is well: " + user + " may look at " + database + ".");
            case ConnectionFinding.Unreachable(String why) ->
                    wrong("Nothing answers at " + address(where) + ": " + ended(brief(why)));
            case ConnectionFinding.PasswordMissing(String user) ->
                    wrong("The server asks for the password of " + user + ": fill it in.");
            case ConnectionFinding.PasswordWrong(String user) ->
                    wrong("The password is wrong, or there is no role " + user + " on the server.");
            case ConnectionFinding.NotLetIn(String why) ->
                    wrong("The server answers but does not let you in: " + ended(why));
            case ConnectionFinding.NoDatabase(String why) ->
                    wrong("The server answers, but " + ended(why));
            case ConnectionFinding.SchemaMissing(String database) ->
                    wrong(
                            "The database "
                                    + database
                                    + " holds no Mini-Jenkin yet: choose another one, or run"
                                    + " 'mini-jenkin migrate' on it.");
            case ConnectionFinding.SchemaTooOld(String database) ->
                    wrong(
                            "The schema of "
                                    + database
                                    + " is too old for this console: run 'mini-jenkin migrate' of"
                                    + " this version on it.");
            case ConnectionFinding.SchemaTooNew(String database) ->
                    wrong(
                            "The schema of "
                                    + database
                                    + " is too new for this console: install the newer Mini-Jenkin.");
            case ConnectionFinding.SchemaDifferent(String database) ->
                    wrong(
                            "The schema of "
                                    + database
                                    + " was made by another Mini-Jenkin and cannot become that of"
                                    + " this console: choose another database.");
            case ConnectionFinding.NoMembership(String user) ->
                    wrong(
                            "The role "
                                    + user
                                    + " may not look here: ask for membership of mj_viewer or"
                                    + " mj_operator.");
        };
    }

    private static ConnectionMessage wrong(String sentence) {
        return new ConnectionMessage(false, sentence);
    }

    /// Host, port and database of the address.
    private static String address(DatabaseConfiguration where) {
        return where.url().replaceFirst("^jdbc:postgresql://", "").replaceFirst("[/?].*", "");
    }

    /// The driver repeats the address and gives advice for whoever runs the server.
    private static String brief(String why) {
        return why.matches("Connection to .* refused\\..*") ? "the connection is refused" : why;
    }

    private static String ended(String why) {
        String sentence = why.strip();
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
