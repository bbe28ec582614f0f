package dev.minijenkin.console.product;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.db.JobId;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.layout.StackPane;

/// What a run left, large, in the place of its jobs: one kind at a time, or none. FX thread only.
public final class ProductPages extends StackPane {
    private final ReadOnlyObjectWrapper<Optional<Page>> shown =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Pages> pages = Optional.empty();

    private enum Page {
        TESTS,
        SUMMARY
    }

    private record Pages(TestsPage tests, SummaryPage summary) {}

    /// What the pages lead to.
    ///
    /// @param log shows the log of a job
    /// @param open opens an address of the web
    /// @param say tells the person one sentence
    public record Doors(Consumer<JobId> log, Consumer<String> open, Consumer<String> say) {}

    public ProductPages() {
        setVisible(false);
    }

    /// Shows what this model has from now on.
    public void follow(ProductsViewModel model, DatabaseClock clock, Doors doors) {
        Pages made =
                new Pages(
                        new TestsPage(model, clock, doors.log()),
                        new SummaryPage(model, doors.open(), doors.say()));
        pages = Optional.of(made);
        getChildren().setAll(made.tests(), made.summary());
    }

    /// Changes when another page is shown, or none.
    public ReadOnlyObjectProperty<?> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    public boolean isShown() {
        return shown.get().isPresent();
    }

    /// The tests, or the jobs again.
    public void toggleTests() {
        toggle(Page.TESTS);
    }

    /// The summary, or the jobs again.
    public void toggleSummary() {
        toggle(Page.SUMMARY);
    }

    /// The jobs again.
    ///
    /// @return whether a page was shown
    public boolean close() {
        boolean was = isShown();
        show(Optional.empty());
        return was;
    }

    public void focus() {
        pages.ifPresent(made ->
                shown.get()
                        .ifPresent(page -> {
                            switch (page) {
                                case TESTS -> made.tests().focus();
                                case SUMMARY -> made.summary().focus();
                            }
                        }));
    }

    private void toggle(Page page) {
        show(shown.get().filter(page::equals).isPresent() ? Optional.empty() : Optional.of(page));
    }

    private void show(Optional<Page> page) {
        setVisible(page.isPresent());
        pages.ifPresent(made -> {
            made.tests().setVisible(page.filter(Page.TESTS::equals).isPresent());
            made.summary().setVisible(page.filter(Page.SUMMARY::equals).isPresent());
        });
        shown.set(page);
    }
}
