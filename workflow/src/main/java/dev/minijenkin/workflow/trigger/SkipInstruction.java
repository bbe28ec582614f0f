package dev.minijenkin.workflow.trigger;

import java.util.List;
import java.util.Locale;

/// The words in a commit's message that ask for no runs: `[skip ci]` and its kin anywhere, or a
/// trailer `skip-checks: true` in the last paragraph. They count for pushes and pull requests.
final class SkipInstruction {
    private static final List<String> WORDS =
            List.of("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]");
    private static final List<String> TRAILERS = List.of("skip-checks:true", "skip-checks: true");

    private SkipInstruction() {}

    static boolean appliesTo(Event event) {
        boolean counts = event.name().equals("push") || event.name().equals("pull_request");
        return counts && isIn(event.commitMessage());
    }

    static boolean isIn(String message) {
        String folded = message.toLowerCase(Locale.ROOT);
        if (WORDS.stream().anyMatch(folded::contains)) {
            return true;
        }
        String last = folded.strip();
        int paragraph = last.lastIndexOf("\n\n");
        return paragraph >= 0
                && last.substring(paragraph)
                        .lines()
                        .map(String::strip)
                        .anyMatch(TRAILERS::contains);
    }
}
