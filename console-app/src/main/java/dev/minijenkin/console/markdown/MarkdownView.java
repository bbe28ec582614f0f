package dev.minijenkin.console.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/// Markdown as nodes. Nothing of it is run or fetched: of elements that are not known the text is
/// shown, a picture is its description, and an address is opened only where it is one of the web
/// and a person asks for it. FX thread only.
public final class MarkdownView extends VBox {
    private static final int DEEPEST = 12;

    private final InlineText inline;
    private int left;

    /// @param most blocks that are shown; the rest is told of
    /// @param open is told the address of the web that a person asked for
    public MarkdownView(MarkdownText text, int most, Consumer<String> open) {
        getStyleClass().add("markdown");
        this.inline = new InlineText(open);
        this.left = most;
        getChildren().addAll(blocks(text.body(), 0));
        if (left <= 0 || text.isCut()) {
            Label more = new Label("There is more");
            more.getStyleClass().addAll("small", "subtle");
            getChildren().add(more);
        }
    }

    /// The blocks of an element; text between them is a block, too.
    private List<Node> blocks(Element parent, int depth) {
        List<Node> nodes = new ArrayList<>();
        List<org.jsoup.nodes.Node> loose = new ArrayList<>();
        for (org.jsoup.nodes.Node child : parent.childNodes()) {
            boolean block = child instanceof Element element && isBlock(element);
            if (!block) {
                loose.add(child);
                continue;
            }
            addLoose(nodes, loose);
            if (left <= 0) {
                break;
            }
            addBlock(nodes, (Element) child, depth);
        }
        addLoose(nodes, loose);
        return nodes;
    }

    private void addLoose(List<Node> nodes, List<org.jsoup.nodes.Node> loose) {
        boolean something =
                loose.stream()
                        .anyMatch(node -> !(node instanceof TextNode text) || !text.isBlank());
        if (something && left > 0) {
            left--;
            nodes.add(inline.flow(loose, "md-text"));
        }
        loose.clear();
    }

    private void addBlock(List<Node> nodes, Element element, int depth) {
        if (depth > DEEPEST) {
            left--;
            nodes.add(new Label(element.text()));
            return;
        }
        switch (name(element)) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                left--;
                nodes.add(inline.flow(element.childNodes(), "md-" + name(element)));
            }
            case "p" -> addLoose(nodes, new ArrayList<>(element.childNodes()));
            case "pre" -> nodes.add(code(element));
            case "ul", "ol" -> nodes.add(list(element, depth));
            case "blockquote" -> {
                VBox quote = new VBox();
                quote.getStyleClass().addAll("markdown", "md-quote");
                quote.getChildren().addAll(blocks(element, depth + 1));
                nodes.add(quote);
            }
            case "table" -> nodes.add(table(element));
            case "hr" -> {
                Region line = new Region();
                line.getStyleClass().add("md-rule");
                nodes.add(line);
            }
            case "details" -> nodes.add(details(element, depth));
            case "script", "style" -> {}
            default -> nodes.addAll(blocks(element, depth + 1));
        }
    }

    private Node code(Element element) {
        left--;
        Label text = new Label(element.wholeText().stripTrailing());
        text.getStyleClass().addAll("mono", "md-code");
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        return text;
    }

    private Node list(Element element, int depth) {
        VBox list = new VBox();
        list.getStyleClass().add("md-list");
        int number = 1;
        for (Element item : element.children()) {
            if (left <= 0) {
                break;
            }
            Label mark = new Label(name(element).equals("ol") ? number + "." : "•");
            mark.getStyleClass().addAll("subtle", "md-mark");
            mark.setMinWidth(USE_PREF_SIZE);
            VBox content = new VBox();
            content.getStyleClass().add("md-item");
            content.getChildren().addAll(blocks(item, depth + 1));
            HBox.setHgrow(content, Priority.ALWAYS);
            list.getChildren().add(new HBox(6, mark, content));
            number++;
        }
        return list;
    }

    /// Each column as wide as its share of the words, so that none is squeezed to nothing.
    private Node table(Element element) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("md-table");
        List<Integer> widths = new ArrayList<>();
        int row = 0;
        for (Element line : element.select("tr")) {
            if (left <= 0) {
                break;
            }
            left--;
            int column = 0;
            for (Element cell : line.children()) {
                TextFlow text =
                        inline.flow(cell.childNodes(), name(cell).equals("th") ? "md-th" : "md-td");
                grid.add(text, column, row);
                int length = Math.clamp(cell.text().length(), 6, 40);
                if (column < widths.size()) {
                    widths.set(column, Math.max(widths.get(column), length));
                } else {
                    widths.add(length);
                }
                column++;
            }
            row++;
        }
        int all = widths.stream().mapToInt(Integer::intValue).sum();
        for (int width : widths) {
            ColumnConstraints constraints = new ColumnConstraints();
            constraints.setPercentWidth(100.0 * width / all);
            grid.getColumnConstraints().add(constraints);
        }
        return grid;
    }

    /// What is folded opens by a click or a key.
    private Node details(Element element, int depth) {
        Element summary = element.selectFirst("> summary");
        String title = summary == null ? "Details" : summary.text();
        if (summary != null) {
            summary.remove();
        }
        VBox content = new VBox();
        content.getStyleClass().addAll("markdown", "md-quote");
        content.getChildren().addAll(blocks(element, depth + 1));
        if (summary != null) {
            // The tree is shown again elsewhere.
            element.prependChild(summary);
        }
        Hyperlink toggle = new Hyperlink();
        toggle.getStyleClass().add("md-toggle");
        VBox box = new VBox(4, toggle, content);
        show(element.hasAttr("open"), title, toggle, content);
        toggle.setOnAction(event -> show(!content.isVisible(), title, toggle, content));
        return box;
    }

    private static void show(boolean shown, String title, Hyperlink toggle, Node content) {
        toggle.setText((shown ? "▾ " : "▸ ") + title);
        toggle.setVisited(false);
        content.setVisible(shown);
        content.setManaged(shown);
    }

    private static boolean isBlock(Element element) {
        return element.isBlock()
                || switch (name(element)) {
                    case "details", "summary", "script", "style" -> true;
                    default -> false;
                };
    }

    private static String name(Element element) {
        return element.normalName().toLowerCase(Locale.ROOT);
    }
}
