package dev.minijenkin.console.command;

import dev.minijenkin.db.command.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Commands that were sent together: a person hears once what came of all of them. FX thread only.
final class CommandBatch {
    private static final int NAMED = 3;

    private final String what;
    private final int all;
    private final List<String> refused = new ArrayList<>();
    private int done;
    private int takenBack;

    /// @param what as a person says it: `Holding 3 jobs`
    CommandBatch(String what, int all) {
        this.what = what;
        this.all = all;
    }

    String what() {
        return what;
    }

    /// One of them has ended.
    ///
    /// @param name of what it was about; empty: it has none
    /// @return what came of all, once this was the last one
    Optional<String> ended(String name, CommandResult result) {
        switch (result.state()) {
            case DONE -> done++;
            case WITHDRAWN -> takenBack++;
            case PENDING, REFUSED, FAILED ->
                    refused.add(name.isEmpty() ? result.outcome() : name + ": " + result.outcome());
        }
        return done + takenBack + refused.size() < all ? Optional.empty() : Optional.of(summary());
    }

    private String summary() {
        if (takenBack == all) {
            return what + " was taken back";
        }
        List<String> parts = new ArrayList<>();
        parts.add(done == all ? "all done" : done + " done");
        if (takenBack > 0) {
            parts.add(takenBack + " taken back");
        }
        if (!refused.isEmpty()) {
            List<String> told = refused.stream().distinct().toList();
            int more = told.size() - NAMED;
            parts.add(
                    refused.size()
                            + " not carried out: "
                            + String.join("; ", told.subList(0, Math.min(NAMED, told.size())))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
        return what + ": " + String.join(", ", parts);
    }
}
