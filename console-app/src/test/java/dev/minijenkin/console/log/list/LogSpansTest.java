package dev.minijenkin.console.log.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.part.Contrast;
import dev.minijenkin.console.theme.Fonts;
import dev.minijenkin.console.theme.Theme;
import dev.minijenkin.console.theme.ThemeSwitch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.scene.transform.Shear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class LogSpansTest {
    private final List<LogLink.Target> followed = new ArrayList<>();

    @BeforeEach
    void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    private static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, work);
    }

    /// The line as it is drawn in one of the looks.
    private List<Node> drawn(Theme theme, String line, List<int[]> hits) {
        LogPageBuilder builder = new LogPageBuilder();
        builder.line(0, line.getBytes(StandardCharsets.UTF_8), 0);
        LogRows rows = new LogRows();
        rows.append(List.of(builder.build()), LogPage.EMPTY, List.of());
        return onFx(() -> {
            Fonts.load();
            LogColours colours = new LogColours();
            TextFlow flow = new TextFlow();
            Scene scene = new Scene(new StackPane(colours, flow));
            ThemeSwitch themes = new ThemeSwitch();
            themes.choose(theme);
            themes.dress(scene);
            scene.getRoot().applyCss();
            LogSpans spans = new LogSpans(colours, followed::add);
            spans.show(flow, rows.document().spans(0), hits, false);
            scene.getRoot().applyCss();
            return List.copyOf(flow.getChildren());
        });
    }

    private static Text text(Node node) {
        return (Text) (node instanceof HBox box ? box.getChildren().getFirst() : node);
    }

    private static Color behind(Node node, Theme theme) {
        return node instanceof HBox box
                ? (Color) box.getBackground().getFills().getFirst().getFill()
                : Color.web(theme == Theme.DARK ? "#0D1014" : "#FFFFFF");
    }

    @Test
    void whateverAProgramAsksForCanBeReadInBothLooks() {
        StringBuilder line = new StringBuilder();
        for (int colour = 0; colour < 256; colour += 5) {
            line.append("\u001b[0;38;5;").append(colour).append("mA");
            line.append("\u001b[0;48;5;").append(colour).append("mB");
            line.append("\u001b[0;7;38;5;").append(colour).append("mC");
            line.append("\u001b[0;38;5;")
                    .append(colour)
                    .append(";48;5;")
                    .append(255 - colour)
                    .append("mD");
        }
        for (int colour = 40; colour <= 47; colour++) {
            line.append("\u001b[0;")
                    .append(colour)
                    .append("mE\u001b[")
                    .append(colour + 60)
                    .append("mF");
        }
        for (Theme theme : Theme.values()) {
            for (Node node : drawn(theme, line.toString(), List.of())) {
                Text text = text(node);
                // The sixteen are chosen by the look.
                boolean named =
                        text.getStyleClass().stream().anyMatch(word -> word.startsWith("ansi-"));
                if (!named) {
                    assertThat(Contrast.between((Color) text.getFill(), behind(node, theme)))
                            .as("%s in %s", text.getText(), theme)
                            .isGreaterThanOrEqualTo(4.4);
                }
            }
        }
    }

    @Test
    void aHeatMapIsNoEmptyLine() {
        List<Node> nodes =
                drawn(
                        Theme.DARK,
                        "\u001b[48;2;255;0;0m  \u001b[48;2;0;0;255m  \u001b[42m  ",
                        List.of());
        assertThat(nodes).hasSize(3).allMatch(HBox.class::isInstance);
        assertThat(behind(nodes.get(0), Theme.DARK)).isEqualTo(Color.RED);
        assertThat(behind(nodes.get(1), Theme.DARK)).isEqualTo(Color.BLUE);
        assertThat(behind(nodes.get(2), Theme.DARK)).isEqualTo(Color.web("#5ED095"));
    }

    @Test
    void gradientsKeepTheirSteps() {
        StringBuilder line = new StringBuilder();
        for (int step = 0; step < 32; step++) {
            line.append("\u001b[38;2;")
                    .append(step * 8)
                    .append(";80;")
                    .append(255 - step * 8)
                    .append("mx");
        }
        for (Theme theme : Theme.values()) {
            assertThat(
                            drawn(theme, line.toString(), List.of()).stream()
                                    .map(node -> text(node).getFill())
                                    .distinct()
                                    .count())
                    .isGreaterThan(28);
        }
    }

    @Test
    void attributesAreDrawn() {
        List<Node> nodes = drawn(Theme.DARK, "\u001b[3ma\u001b[23;9mb\u001b[29;4mc", List.of());
        assertThat(text(nodes.get(0)).getTransforms()).anyMatch(Shear.class::isInstance);
        assertThat(text(nodes.get(1)).isStrikethrough()).isTrue();
        assertThat(text(nodes.get(2)).isUnderline()).isTrue();
    }

    @Test
    void hitsAndLinksCutTheSpans() {
        List<Node> nodes =
                drawn(
                        Theme.DARK,
                        "see \u001b[31mhttps://x.org\u001b[0m now",
                        List.of(new int[] {0, 3}, new int[] {10, 15}));
        assertThat(
                        nodes.stream()
                                .map(node ->
                                        node instanceof Label label
                                                ? "[" + label.getText() + "]"
                                                : text(node).getText())
                                .collect(Collectors.joining("|")))
                .isEqualTo("[see]| |https:|[//x.o]|rg| now");
        assertThat(nodes.stream().filter(node -> node.getStyleClass().contains("log-link")).count())
                .isEqualTo(3);
    }
}
