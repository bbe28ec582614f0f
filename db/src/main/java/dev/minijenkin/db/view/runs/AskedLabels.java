package dev.minijenkin.db.view.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The labels that a job asks its runner for.
///
/// @param labels empty where none is asked for
/// @param served whether a runner that is online and takes jobs has all of them
/// @param missing those that no such runner has; empty where each is there, or is not asked about
public record AskedLabels(List<String> labels, boolean served, List<String> missing) {
    /// Of a job that waits for no runner.
    public static AskedLabels none() {
        return new AskedLabels(List.of(), true, List.of());
    }

    /// Of a job that some runner could take.
    public static AskedLabels served(List<String> labels) {
        return new AskedLabels(labels, true, List.of());
    }

    /// Out of columns of `unserved_labels`, joined where nobody may serve them.
    ///
    /// @param missing null: some runner has all
    public static AskedLabels of(String @Nullable [] labels, String @Nullable [] missing) {
        return labels == null
                ? none()
                : new AskedLabels(
                        List.of(labels),
                        missing == null,
                        missing == null ? List.of() : List.of(missing));
    }
}
