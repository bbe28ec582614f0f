package dev.minijenkin.console.run;

import dev.minijenkin.console.part.layout.SidePane;
import dev.minijenkin.console.product.ProductsViewModel;
import java.util.function.Consumer;
import javafx.application.Platform;

/// The panel beside the jobs of a run: what they said, and what the run left. FX thread only.
final class RunSide {
    private final SidePane sides;
    private final AnnotationsController panel;
    private final ProductsViewModel products;
    private final Consumer<String> say;
    private final Consumer<String> offer;

    /// @param offer takes the words of a button that opens the panel; empty where none is needed
    RunSide(
            SidePane sides,
            AnnotationsController panel,
            ProductsViewModel products,
            Consumer<String> say,
            Consumer<String> offer) {
        this.sides = sides;
        this.panel = panel;
        this.products = products;
        this.say = say;
        this.offer = offer;
        sides.drawerProperty().subscribe(drawer -> offer());
        products.productsProperty().subscribe(any -> offer());
    }

    /// The drawer, where the panel has no room beside the jobs; else the focus goes to it.
    ///
    /// @param back takes the focus where the drawer closes
    void toggle(Runnable back) {
        if (sides.getSide().isManaged()) {
            boolean closes = sides.drawerProperty().get() && sides.openProperty().get();
            sides.openProperty().set(!closes);
            Platform.runLater(closes ? back : panel::focus);
        }
    }

    void openArtifacts() {
        if (!products.hasArtifacts()) {
            say.accept("No job of this run has kept an artifact");
            return;
        }
        sides.openProperty().set(true);
        Platform.runLater(panel::focusArtifacts);
    }

    /// Says what is in the panel, where it has no room.
    void offer() {
        offer.accept(
                sides.drawerProperty().get() && sides.getSide().isManaged() ? panel.summary() : "");
    }
}
