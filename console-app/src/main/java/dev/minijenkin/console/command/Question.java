package dev.minijenkin.console.command;

/// What a person is asked before a command is sent. It names what it is about, and the command that
/// it belongs to is about the same, whatever the lists behind it show by then.
///
/// @param action the word on the button
/// @param destructive whether it throws work away
/// @param wantsReason whether it is not done without one
public record Question(
        String title, String explanation, String action, boolean destructive, boolean wantsReason) {
    /// One that is answered without a reason, too.
    public Question(String title, String explanation, String action, boolean destructive) {
        this(title, explanation, action, destructive, false);
    }

    /// The same, not to be done without a reason.
    public Question withReason() {
        return new Question(title, explanation, action, destructive, true);
    }
}
