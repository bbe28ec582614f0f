package dev.minijenkin.console.news;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.memory.Memory;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/// The bell in the frame: how much there is to read, and the panel that says what. FX thread only.
public final class Bell {
    private static final int MOST_SAID = 99;
    private static final PseudoClass DOT = PseudoClass.getPseudoClass("dot");

    private final NewsViewModel model;
    private final Parts parts;
    private final Button button = new Button(null, new IconView(Icon.BELL));
    private final Label count = new Label();
    private final StackPane node = new StackPane(button, count);
    private Optional<NewsPanel> panel = Optional.empty();

    /// What a bell lives on.
    ///
    /// @param database tells it apart from others that the person connects to
    /// @param overlay what the panel is shown on
    /// @param say tells the person one sentence
    public record Parts(
            Memory memory,
            String database,
            Navigator navigator,
            DesktopNotices desktop,
            Supplier<Overlay> overlay,
            Consumer<String> say) {}

    public Bell(
            LiveHints hints,
            DatabaseClock clock,
            Background background,
            NewsSource source,
            Parts parts) {
        this.parts = parts;
        model =
                new NewsViewModel(
                        hints,
                        clock,
                        background,
                        source,
                        new NewsViewModel.Around(
                                parts.memory(), parts.database(), parts.desktop()::tell));
        button.getStyleClass().add("bare");
        button.setTooltip(new Tooltip("What happened while you were away (Ctrl B)"));
        button.setOnAction(event -> open(clock));
        count.getStyleClass().add("bell-count");
        count.setMouseTransparent(true);
        node.getStyleClass().add("bell");
        node.setMaxSize(Label.USE_PREF_SIZE, Label.USE_PREF_SIZE);
        StackPane.setAlignment(count, Pos.TOP_RIGHT);
        model.unreadProperty().subscribe(this::show);
        model.newsProperty().subscribe(news -> refresh());
    }

    public Node node() {
        return node;
    }

    /// Reads from now on.
    public void attach() {
        model.attach();
    }

    /// Opens the panel, as a click does.
    public void open() {
        button.fire();
    }

    public boolean watches(String pipeline) {
        return model.watches(pipeline);
    }

    /// Watches a pipeline from now on, or no more, and says so.
    ///
    /// @param pipeline its title: `shop-web / ci`
    public void toggle(String pipeline) {
        model.toggle(pipeline);
        parts.say()
                .accept(
                        model.watches(pipeline)
                                ? "You watch " + pipeline + ": the bell tells when its runs end"
                                : "You watch " + pipeline + " no more");
    }

    /// The number is of what needs this person; that anything else happened is a dot.
    private void show(NewsViewModel.Unread unread) {
        int needed = unread.needed();
        count.setText(
                needed == 0 ? "" : needed > MOST_SAID ? MOST_SAID + "+" : Integer.toString(needed));
        count.setVisible(unread.all() > 0);
        count.pseudoClassStateChanged(DOT, needed == 0);
        button.setAccessibleText(
                unread.all() == 0
                        ? "Nothing to read"
                        : "What happened: %d to read, of which %d %s you"
                                .formatted(unread.all(), needed, needed == 1 ? "needs" : "need"));
    }

    private void open(DatabaseClock clock) {
        Overlay overlay = parts.overlay().get();
        NewsPanel shown =
                new NewsPanel(
                        clock.zone(),
                        new NewsPanel.Acts(
                                item -> {
                                    overlay.close();
                                    parts.navigator().go(item.place());
                                },
                                () -> {
                                    overlay.close();
                                    model.markRead();
                                },
                                this::settings));
        panel = Optional.of(shown);
        refresh();
        overlay.showMenu(shown, Pos.TOP_RIGHT, shown.firstFocus());
    }

    private void refresh() {
        panel.ifPresent(shown ->
                model.newsProperty().get().ifPresent(news -> shown.show(news, model.since())));
    }

    private void settings() {
        Overlay overlay = parts.overlay().get();
        WatchPanel settings = new WatchPanel(model, parts.desktop().there(), overlay::close);
        overlay.show(settings, Pos.CENTER, settings.firstFocus());
    }
}
