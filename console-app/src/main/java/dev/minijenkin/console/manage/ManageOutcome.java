package dev.minijenkin.console.manage;

/// What came of a wish.
///
/// @param sentence for a person
/// @param shownOnce a token, which is stored nowhere; empty: there is none
public record ManageOutcome(String sentence, String shownOnce) {
    ManageOutcome(String sentence) {
        this(sentence, "");
    }

    /// It may be told of anywhere but for the token.
    @Override
    public String toString() {
        return sentence;
    }
}
