package dev.minijenkin.console.part.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A row that leaves whole items out where room is scarce, instead of cutting all of them. Items
/// with a [drop order][#setDrop] go, the lowest first; the others stay. Whether an item belongs to
/// the row at all is said by its `managed`; its `visible` is the row's.
public class FittingRow extends HBox {
    private static final String DROP = "fitting-row-drop";
    private static final String KEEP = "fitting-row-keep";
    private static final double ROUNDING = 0.5;

    // Those that HBox is not to see; set only while it measures.
    private Set<Node> hidden = Set.of();

    public FittingRow() {
        // For FXML.
    }

    public FittingRow(double spacing, Node... children) {
        super(spacing, children);
    }

    /// Whether an item belongs to its row. Where it does, the row says whether there is room.
    public static void setShown(Node item, boolean shown) {
        if (shown != item.isManaged()) {
            item.setManaged(shown);
            item.setVisible(shown);
        } else if (!shown) {
            item.setVisible(false);
        }
    }

    /// When an item goes: 1 is the first.
    public static void setDrop(Node item, Integer order) {
        item.getProperties().put(DROP, order);
    }

    /// 0: never.
    public static Integer getDrop(Node item) {
        return item.getProperties().get(DROP) instanceof Integer order ? order : 0;
    }

    /// How much of an item that can be cut must be seen before others stay; without it, all.
    public static void setKeep(Node item, Double width) {
        item.getProperties().put(KEEP, width);
    }

    /// Infinite where nothing was said.
    public static Double getKeep(Node item) {
        return item.getProperties().get(KEEP) instanceof Double width
                ? width
                : Double.POSITIVE_INFINITY;
    }

    /// As narrow as what stays.
    @Override
    protected double computeMinWidth(double height) {
        hidden = Set.copyOf(droppable());
        try {
            return super.computeMinWidth(height);
        } finally {
            hidden = Set.of();
        }
    }

    @Override
    protected void layoutChildren() {
        List<Node> candidates = droppable();
        List<Node> shown = new ArrayList<>(super.<Node>getManagedChildren());
        int gone = 0;
        while (gone < candidates.size() && needed(shown) > getWidth() + ROUNDING) {
            shown.remove(candidates.get(gone));
            gone++;
        }
        for (int i = 0; i < candidates.size(); i++) {
            candidates.get(i).setVisible(i >= gone);
        }
        place(shown);
    }

    private void place(List<Node> shown) {
        Insets insets = getInsets();
        double[] widths = widths(shown);
        double height = getHeight() - insets.getTop() - insets.getBottom();
        VPos align = getAlignment().getVpos();
        boolean onBaseline = align == VPos.BASELINE;
        double baseline =
                onBaseline
                        ? shown.stream().mapToDouble(Node::getBaselineOffset).max().orElse(0)
                        : 0;
        double x = insets.getLeft();
        for (int i = 0; i < widths.length; i++) {
            layoutInArea(
                    shown.get(i),
                    x,
                    insets.getTop(),
                    widths[i],
                    height,
                    baseline,
                    getMargin(shown.get(i)),
                    true,
                    !onBaseline && isFillHeight(),
                    HPos.LEFT,
                    align);
            x += widths[i] + getSpacing();
        }
    }

    /// With their margins. What lacks is taken from those of which not all must be seen, then from
    /// all that can be smaller; what is left over goes to those that grow.
    private double[] widths(List<Node> shown) {
        double[] widths = new double[shown.size()];
        double room =
                getWidth()
                        - getInsets().getLeft()
                        - getInsets().getRight()
                        - getSpacing() * Math.max(0, shown.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = wanted(shown.get(i)) + margins(shown.get(i));
            room -= widths[i];
        }
        for (int i = 0; i < widths.length && room < 0; i++) {
            double least = Math.max(shown.get(i).minWidth(-1), getKeep(shown.get(i)));
            room += shrink(widths, i, least + margins(shown.get(i)), -room);
        }
        for (int i = 0; i < widths.length && room < 0; i++) {
            double least = shown.get(i).minWidth(-1) + margins(shown.get(i));
            room += shrink(widths, i, least, -room);
        }
        List<Integer> growing =
                IntStream.range(0, widths.length)
                        .filter(i -> getHgrow(shown.get(i)) == Priority.ALWAYS)
                        .boxed()
                        .toList();
        for (int i : growing) {
            widths[i] += Math.max(0, room) / growing.size();
        }
        return widths;
    }

    /// How much was taken.
    private static double shrink(double[] widths, int i, double least, double lacks) {
        double taken = Math.clamp(widths[i] - least, 0, lacks);
        widths[i] -= taken;
        return taken;
    }

    @Override
    protected <E extends Node> List<E> getManagedChildren() {
        List<E> managed = super.getManagedChildren();
        return hidden.isEmpty()
                ? managed
                : managed.stream().filter(child -> !hidden.contains(child)).toList();
    }

    private List<Node> droppable() {
        return super.<Node>getManagedChildren().stream()
                .filter(child -> getDrop(child) > 0)
                .sorted(Comparator.comparing(FittingRow::getDrop))
                .toList();
    }

    private double needed(List<Node> shown) {
        Insets insets = getInsets();
        double sum = insets.getLeft() + insets.getRight();
        for (Node child : shown) {
            double least = Math.max(child.minWidth(-1), getKeep(child));
            sum += margins(child) + Math.min(wanted(child), least);
        }
        return sum + getSpacing() * Math.max(0, shown.size() - 1);
    }

    private double wanted(Node child) {
        double most = child instanceof Region region ? region.maxWidth(-1) : child.prefWidth(-1);
        return snapSizeX(Math.max(child.minWidth(-1), Math.min(child.prefWidth(-1), most)));
    }

    private static double margins(Node child) {
        Insets margin = getMargin(child);
        return margin == null ? 0 : margin.getLeft() + margin.getRight();
    }
}
