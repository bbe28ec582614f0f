package dev.minijenkin.console.differ;

/// Where two lines differ: what is the same before and behind belongs to whole words.
///
/// @param before length of what both begin with
/// @param green end of what differs in the green line
/// @param red end of what differs in the red line
record WordDifference(int before, int green, int red) {
    static WordDifference of(String green, String red) {
        int shorter = Math.min(green.length(), red.length());
        int before = 0;
        while (before < shorter && green.charAt(before) == red.charAt(before)) {
            before++;
        }
        while (before > 0 && (insideWord(green, before) || insideWord(red, before))) {
            before--;
        }
        int behind = 0;
        while (behind < shorter - before
                && green.charAt(green.length() - 1 - behind)
                        == red.charAt(red.length() - 1 - behind)) {
            behind++;
        }
        while (behind > 0
                && (insideWord(green, green.length() - behind)
                        || insideWord(red, red.length() - behind))) {
            behind--;
        }
        return new WordDifference(before, green.length() - behind, red.length() - behind);
    }

    private static boolean insideWord(String text, int at) {
        return at > 0
                && at < text.length()
                && isWord(text.charAt(at - 1))
                && isWord(text.charAt(at));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '‹' || c == '›';
    }
}
