package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.repository.ForkApproval;
import java.util.Arrays;

/// Whose pull requests from forks wait, as people write it: `first-time`.
final class ForkApprovalWords {
    private ForkApprovalWords() {}

    static String of(ForkApproval approval) {
        return EnumWords.dashed(approval);
    }

    /// @throws CommandFailureException where it is none
    static ForkApproval parse(String word) {
        return Arrays.stream(ForkApproval.values())
                .filter(approval -> of(approval).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailureException(
                                "\""
                                        + word
                                        + "\" is none of outsiders, first-time and new-to-host."));
    }

    static String meaning(ForkApproval approval) {
        return switch (approval) {
            case OUTSIDERS -> "those of all who are no collaborators";
            case FIRST_TIME -> "those of who contributes for the first time";
            case NEW_TO_HOST -> "those of who is new to the git host too";
        };
    }
}
