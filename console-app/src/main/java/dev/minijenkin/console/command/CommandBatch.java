package dev.minijenkin.console.command;

import dev.minijenkin.db.command.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Commands that were sent together: a person hears once what came of all of them. FX thread only.
final class CommandBatch {
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

    /// One of them has ended.
    ///
    /// @return what came of all, once this was the last one
    Optional<String> ended(CommandResult result) {
        switch (result.state()) {
            case DONE -> done++;
            case WITHDRAWN -> takenBack++;
            case PENDING, REFUSED, FAILED -> refused.add(result.outcome());
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
            parts.add(refused.size() + " not carried out: " + refused.getFirst());
        }
        return what + ": " + String.join(", ", parts);
    }
}
