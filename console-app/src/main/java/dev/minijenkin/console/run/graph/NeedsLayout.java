package dev.minijenkin.console.run.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Where the cards of a graph of needs stand and how the lines between them go, in pixels: columns
/// from left to right, no card over another, no line over a card. What it is depends on the jobs
/// and their needs alone, and on no state of theirs.
///
/// @param cards in the order of the jobs
public record NeedsLayout(List<Card> cards, List<Line> lines, double width, double height) {
    static final double CARD_WIDTH = 204;

    private static final double COLUMN_GAP = 52;
    private static final double ROW_GAP = 10;

    /// A line bends so far from the cards.
    private static final double CLEAR = 12;

    private static final double FAR = Integer.MAX_VALUE;

    /// Where a job stands.
    record Card(String id, int column, double x, double y, double height) {
        double centre() {
            return y + height / 2;
        }

        double right() {
            return x + CARD_WIDTH;
        }
    }

    /// From a job to one that needs it, by points from left to right; neighbouring points are level
    /// or upright.
    record Line(String from, String to, List<Point> points) {}

    record Point(double x, double y) {}

    /// Where an arrow key leads.
    enum Way {
        LEFT,
        RIGHT,
        UP,
        DOWN
    }

    static NeedsLayout of(List<NeedsNode> jobs) {
        NeedsColumns needs = NeedsColumns.of(jobs);
        SpotColumns spots =
                new SpotColumns(needs, jobs.stream().map(NeedsNode::height).toList(), ROW_GAP);
        List<Card> cards = new ArrayList<>();
        for (Spot spot : spots.cards()) {
            cards.add(
                    new Card(
                            jobs.get(spot.job()).id(),
                            spot.column(),
                            left(spot.column()),
                            spot.centre() - spot.height() / 2,
                            spot.height()));
        }
        Map<Spot, Double> bends = new HashMap<>();
        spots.columns().forEach(column -> bends.putAll(bends(column)));
        List<Line> lines = new ArrayList<>();
        for (Spot to : spots.cards()) {
            for (Spot end : to.before()) {
                lines.add(
                        new Line(
                                jobs.get(end.job()).id(),
                                jobs.get(to.job()).id(),
                                points(end, to, bends)));
            }
        }
        return new NeedsLayout(
                List.copyOf(cards),
                List.copyOf(lines),
                cards.stream().mapToDouble(Card::right).max().orElse(0),
                cards.stream().mapToDouble(card -> card.y() + card.height()).max().orElse(0));
    }

    /// The card that an arrow key leads to: along the lines to the left and right, within the
    /// column up and down; empty at the end.
    Optional<Card> next(String id, Way way) {
        Optional<Card> from = card(id);
        return switch (way) {
            case LEFT ->
                    from.flatMap(card ->
                            nearest(
                                    card,
                                    lines.stream()
                                            .filter(line -> line.to().equals(id))
                                            .flatMap(line -> card(line.from()).stream())));
            case RIGHT ->
                    from.flatMap(card ->
                            nearest(
                                    card,
                                    lines.stream()
                                            .filter(line -> line.from().equals(id))
                                            .flatMap(line -> card(line.to()).stream())));
            case UP ->
                    from.flatMap(
                            card -> nearest(card, inColumn(card, other -> other.y() < card.y())));
            case DOWN ->
                    from.flatMap(
                            card -> nearest(card, inColumn(card, other -> other.y() > card.y())));
        };
    }

    Optional<Card> card(String id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst();
    }

    private Stream<Card> inColumn(Card card, Predicate<Card> wanted) {
        return cards.stream().filter(other -> other.column() == card.column()).filter(wanted);
    }

    private static Optional<Card> nearest(Card from, Stream<Card> cards) {
        return cards.min(
                Comparator.comparingInt((Card card) -> Math.abs(card.column() - from.column()))
                        .thenComparingDouble(card -> Math.abs(card.centre() - from.centre())));
    }

    private static double left(int column) {
        return column * (CARD_WIDTH + COLUMN_GAP);
    }

    /// Where the lines from each spot of a column turn: those that go to the same ones together,
    /// each other where it crosses few.
    private static Map<Spot, Double> bends(List<Spot> column) {
        Map<List<Spot>, List<Spot>> together = new LinkedHashMap<>();
        for (Spot spot : column) {
            if (spot.after().stream().anyMatch(to -> to.centre() != spot.centre())) {
                together.computeIfAbsent(spot.after(), to -> new ArrayList<>()).add(spot);
            }
        }
        List<Map.Entry<List<Spot>, List<Spot>>> tracks = new ArrayList<>(together.entrySet());
        tracks.sort(
                Comparator.comparingDouble(track -> {
                    // Of those that go up the upper one turns first, then of those that go
                    // down the lower one.
                    double from = mean(track.getValue());
                    return mean(track.getKey()) < from ? from - FAR : FAR - from;
                }));
        Map<Spot, Double> bends = new HashMap<>();
        for (int track = 0; track < tracks.size(); track++) {
            double share = (track + 1.0) / (tracks.size() + 1);
            for (Spot spot : tracks.get(track).getValue()) {
                bends.put(
                        spot,
                        left(spot.column())
                                + CARD_WIDTH
                                + CLEAR
                                + Math.round(share * (COLUMN_GAP - 2 * CLEAR)));
            }
        }
        return bends;
    }

    private static double mean(List<Spot> spots) {
        return spots.stream().mapToDouble(Spot::centre).average().orElse(0);
    }

    /// From the card that a line begins at, by what it passes.
    private static List<Point> points(Spot last, Spot to, Map<Spot, Double> bends) {
        List<Spot> way = new ArrayList<>(List.of(to));
        for (Spot at = last; ; at = at.before().getFirst()) {
            way.addFirst(at);
            if (at.isCard()) {
                break;
            }
        }
        List<Point> points = new ArrayList<>();
        points.add(new Point(left(way.getFirst().column()) + CARD_WIDTH, way.getFirst().centre()));
        for (int step = 0; step + 1 < way.size(); step++) {
            Spot from = way.get(step);
            Spot next = way.get(step + 1);
            if (from.centre() != next.centre()) {
                double x = bends.getOrDefault(from, left(next.column()) - COLUMN_GAP / 2);
                points.add(new Point(x, from.centre()));
                points.add(new Point(x, next.centre()));
            }
        }
        points.add(new Point(left(to.column()), to.centre()));
        return List.copyOf(points);
    }
}
