package dev.minijenkin.console.run;

import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.run.detail.RunKnown;

/// What stands in the place of a run that is not there.
public final class RunPlaceholder {
    private RunPlaceholder() {}

    /// Says what is known of it.
    ///
    /// @param again asks once more for what could not be read
    public static void show(
            Placeholder placeholder, RunKnown known, Runnable again, Navigator navigator) {
        switch (known) {
            case RunKnown.Reading() -> placeholder.showReading();
            case RunKnown.Missing() ->
                    placeholder.showEmpty(
                            "There is no such run",
                            "It never was, or it was removed with its logs because it was old.",
                            "All runs",
                            () -> navigator.go(new Place.RunsPlace("")));
            case RunKnown.Problem(String sentence) -> placeholder.showProblem(sentence, again);
            case RunKnown.There() -> placeholder.hide();
        }
    }
}
