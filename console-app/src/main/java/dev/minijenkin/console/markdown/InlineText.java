package dev.minijenkin.console.markdown;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// What stands in lines: words with their looks, and links. FX thread only.
final class InlineText {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern OF_THE_WEB =
            Pattern.compile("https?://[^\\s]+", Pattern.CASE_INSENSITIVE);

    private final Consumer<String> open;

    InlineText(Consumer<String> open) {
        this.open = open;
    }

    /// @param styleClass of the whole line
    TextFlow flow(List<? extends Node> nodes, String styleClass) {
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add(styleClass);
        nodes.forEach(node -> add(flow, node, List.of()));
        return flow;
    }

    private void add(TextFlow flow, Node node, List<String> looks) {
        if (node instanceof TextNode text) {
            addText(flow, SPACE.matcher(text.getWholeText()).replaceAll(" "), looks);
        } else if (node instanceof Element element) {
            switch (element.normalName()) {
                case "br" -> addText(flow, "\n", looks);
                case "strong", "b" -> addAll(flow, element, looks, "md-strong");
                case "em", "i" -> addAll(flow, element, looks, "md-em");
                case "del", "s" -> addAll(flow, element, looks, "md-del");
                case "code", "tt", "kbd" -> addAll(flow, element, looks, "md-mono");
                case "img" -> addPicture(flow, element, looks);
                case "a" -> addLink(flow, element.text(), element.attr("href"), looks);
                case "script", "style" -> {}
                default -> element.childNodes().forEach(child -> add(flow, child, looks));
            }
        }
    }

    private void addAll(TextFlow flow, Element element, List<String> looks, String look) {
        List<String> more = Stream.concat(looks.stream(), Stream.of(look)).toList();
        element.childNodes().forEach(child -> add(flow, child, more));
    }

    private static void addText(TextFlow flow, String words, List<String> looks) {
        Text text = new Text(words);
        text.getStyleClass().add("md-word");
        text.getStyleClass().addAll(looks);
        flow.getChildren().add(text);
    }

    /// A picture is not fetched: whoever wrote it would see who looks.
    private void addPicture(TextFlow flow, Element element, List<String> looks) {
        String words = element.attr("alt").isBlank() ? "picture" : element.attr("alt");
        addLink(flow, words, element.attr("src"), looks);
    }

    private void addLink(TextFlow flow, String words, String address, List<String> looks) {
        if (!OF_THE_WEB.matcher(address).matches()) {
            addText(flow, words, looks);
            return;
        }
        Hyperlink link = new Hyperlink(words);
        link.getStyleClass().add("md-link");
        link.setTooltip(new Tooltip(address));
        link.setOnAction(event -> open.accept(address));
        flow.getChildren().add(link);
    }
}
