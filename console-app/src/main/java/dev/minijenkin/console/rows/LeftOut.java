package dev.minijenkin.console.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What is acted on of all that is marked, and what is not, with the reason.
///
/// @param able in their order
/// @param refused sentences: `shop-web / ci #12: the run has ended`
/// @param <T> what a row is of
public record LeftOut<T>(List<T> able, List<String> refused) {
    private static final int NAMED = 5;

    /// Looks at each of them.
    ///
    /// @param refusal why one cannot be acted on; empty: it can
    /// @param name of one, as people call it
    public static <T> LeftOut<T> of(
            List<T> all, Function<T, String> refusal, Function<T, String> name) {
        List<T> able = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (T each : all) {
            String why = refusal.apply(each);
            if (why.isEmpty()) {
                able.add(each);
            } else {
                refused.add(name.apply(each) + ": " + why);
            }
        }
        return new LeftOut<>(able, refused);
    }

    /// Why nothing can be done with any of them; empty where something can.
    public String refusal() {
        if (!able.isEmpty()) {
            return "";
        }
        return refused.size() == 1
                ? refused.getFirst()
                : "None of the " + refused.size() + ": " + refused.getFirst();
    }

    /// To be said with the question; empty where all can.
    public String words() {
        if (refused.isEmpty()) {
            return "";
        }
        int more = refused.size() - NAMED;
        return "\n\nLeft out, of "
                + (able.size() + refused.size())
                + " marked:\n"
                + String.join("\n", refused.subList(0, Math.min(NAMED, refused.size())))
                + (more > 0 ? "\nand " + more + " more" : "");
    }
}
