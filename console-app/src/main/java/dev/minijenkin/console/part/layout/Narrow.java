package dev.minijenkin.console.part.layout;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/// Whether a region has less room than its usual arrangement needs: told to the code, and to the
/// style sheet by a pseudo-class. Sizes are those of the layout: what is shown larger has less
/// room.
public final class Narrow {
    private Narrow() {}

    /// Follows the width of a region for as long as it lives.
    ///
    /// @param limit the width below which it is narrow
    /// @param pseudoClass set on the region while it is
    public static ReadOnlyBooleanProperty below(Region region, double limit, String pseudoClass) {
        PseudoClass state = PseudoClass.getPseudoClass(pseudoClass);
        ReadOnlyBooleanWrapper narrow = new ReadOnlyBooleanWrapper(region, pseudoClass);
        region.widthProperty()
                .subscribe(width -> {
                    // Before the first layout there is no width.
                    boolean now = width.doubleValue() > 0 && width.doubleValue() < limit;
                    if (now != narrow.get()) {
                        region.pseudoClassStateChanged(state, now);
                        narrow.set(now);
                    }
                });
        return narrow.getReadOnlyProperty();
    }
}
