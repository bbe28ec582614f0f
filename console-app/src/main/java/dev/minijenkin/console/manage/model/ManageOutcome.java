package dev.minijenkin.console.manage.model;

/// What came of a wish.
///
/// @param sentence for a person
/// @param what is shown once: `The token`; empty: nothing is
/// @param shownOnce a secret, which is stored nowhere where it could be read; empty: there is none
/// @param next what is to be done with it
public record ManageOutcome(String sentence, String what, String shownOnce, String next) {
    ManageOutcome(String sentence) {
        this(sentence, "", "", "");
    }

    /// It may be told of anywhere but for the secret.
    @Override
    public String toString() {
        return sentence;
    }
}
