package dev.minijenkin.console.run.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The columns of a graph: in which order cards and passing lines stand in each, so that few lines
/// cross, and how high. The order of the file stays where another one would not cross less.
final class SpotColumns {
    /// Lines that pass keep away from cards as cards do.
    private static final double PASSING = 4;

    private static final int SWEEPS = 8;
    private static final int PASSES = 3;

    private final double gap;
    private final List<List<Spot>> columns = new ArrayList<>();
    private final List<Spot> cards = new ArrayList<>();

    /// @param heights of the cards
    /// @param gap that is at least between two of a column
    SpotColumns(NeedsColumns needs, List<Double> heights, double gap) {
        this.gap = gap;
        for (int column = 0; column < needs.count(); column++) {
            columns.add(new ArrayList<>());
        }
        for (int job = 0; job < heights.size(); job++) {
            Spot card = new Spot(job, needs.of().get(job), true, heights.get(job));
            cards.add(card);
            columns.get(card.column()).add(card);
        }
        // The lines of one job to later columns pass as one.
        Map<Integer, List<Spot>> passing = new HashMap<>();
        for (int job = 0; job < heights.size(); job++) {
            Spot to = cards.get(job);
            needs.direct().get(job).stream().forEach(need -> lead(cards.get(need), to, passing));
        }
        order();
        settle();
    }

    List<List<Spot>> columns() {
        return columns;
    }

    /// In the order of the jobs.
    List<Spot> cards() {
        return cards;
    }

    private void lead(Spot from, Spot to, Map<Integer, List<Spot>> passing) {
        List<Spot> way = passing.computeIfAbsent(from.job(), job -> new ArrayList<>(List.of(from)));
        int steps = to.column() - from.column();
        while (way.size() < steps) {
            Spot next = new Spot(from.job(), from.column() + way.size(), false, PASSING);
            way.getLast().leadTo(next);
            way.add(next);
            columns.get(next.column()).add(next);
        }
        way.get(steps - 1).leadTo(to);
    }

    private void order() {
        columns.forEach(SpotColumns::number);
        long least = crossings();
        List<List<Spot>> best = columns.stream().map(List::copyOf).toList();
        for (int sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
            sweep(sweep % 2 == 0);
            long now = crossings();
            if (now < least) {
                least = now;
                best = columns.stream().map(List::copyOf).toList();
            }
        }
        for (int column = 0; column < columns.size(); column++) {
            columns.set(column, best.get(column));
            number(best.get(column));
        }
    }

    private void sweep(boolean right) {
        for (int step = 1; step < columns.size(); step++) {
            List<Spot> column = columns.get(right ? step : columns.size() - 1 - step);
            Map<Spot, Double> wanted = new HashMap<>();
            for (Spot spot : column) {
                wanted.put(spot, mean(right ? spot.before() : spot.after(), Spot::row, spot.row()));
            }
            List<Spot> next = new ArrayList<>(column);
            next.sort(Comparator.comparingDouble(wanted::get));
            columns.set(column.getFirst().column(), next);
            number(next);
        }
    }

    private static void number(List<Spot> column) {
        for (int row = 0; row < column.size(); row++) {
            column.get(row).setRow(row);
        }
    }

    /// How many pairs of lines cross between neighbouring columns.
    long crossings() {
        long all = 0;
        for (int column = 0; column + 1 < columns.size(); column++) {
            // How many lines so far end in or above each row, as a Fenwick tree.
            int[] tree = new int[columns.get(column + 1).size() + 1];
            int ended = 0;
            for (Spot from : columns.get(column)) {
                for (Spot to : from.after()) {
                    all += ended - count(tree, to.row() + 1);
                }
                for (Spot to : from.after()) {
                    for (int at = to.row() + 1; at < tree.length; at += at & -at) {
                        tree[at]++;
                    }
                    ended++;
                }
            }
        }
        return all;
    }

    private static int count(int[] tree, int upTo) {
        int sum = 0;
        for (int at = upTo; at > 0; at -= at & -at) {
            sum += tree[at];
        }
        return sum;
    }

    /// Each as high as what it is tied to, as far as those above and below it leave room.
    private void settle() {
        for (List<Spot> column : columns) {
            // Without ties a short column stands in the middle of the long ones.
            double whole =
                    column.stream().mapToDouble(Spot::height).sum() + gap * (column.size() - 1);
            double top = -whole / 2;
            for (Spot spot : column) {
                spot.setCentre(top + spot.height() / 2);
                top += spot.height() + gap;
            }
        }
        for (int pass = 0; pass < PASSES; pass++) {
            boolean right = pass % 2 == 0;
            for (int step = 1; step < columns.size(); step++) {
                place(
                        columns.get(right ? step : columns.size() - 1 - step),
                        right ? Spot::before : Spot::after);
            }
        }
        double top =
                columns.stream()
                        .flatMap(List::stream)
                        .mapToDouble(spot -> spot.centre() - spot.height() / 2)
                        .min()
                        .orElse(0);
        for (List<Spot> column : columns) {
            for (Spot spot : column) {
                double upper = Math.round(spot.centre() - spot.height() / 2 - top);
                spot.setCentre(upper + spot.height() / 2);
            }
        }
    }

    /// The places nearest to those wanted, in order and apart: the mean of all that would overlap
    /// (isotonic regression, by pooling those that are out of order).
    private void place(List<Spot> column, Function<Spot, List<Spot>> ties) {
        List<Block> blocks = new ArrayList<>();
        double offset = 0;
        double above = 0;
        for (Spot spot : column) {
            offset += blocks.isEmpty() ? 0 : (above + spot.height()) / 2 + gap;
            above = spot.height();
            Block block =
                    new Block(mean(ties.apply(spot), Spot::centre, spot.centre()) - offset, 1);
            while (!blocks.isEmpty() && blocks.getLast().at() >= block.at()) {
                block = block.with(blocks.removeLast());
            }
            blocks.add(block);
        }
        int next = 0;
        offset = 0;
        for (Block block : blocks) {
            for (int member = 0; member < block.size(); member++) {
                Spot spot = column.get(next);
                offset += next == 0 ? 0 : (column.get(next - 1).height() + spot.height()) / 2 + gap;
                spot.setCentre(block.at() + offset);
                next++;
            }
        }
    }

    /// Several that stand as near to each other as they may.
    private record Block(double at, int size) {
        Block with(Block other) {
            int both = size + other.size;
            return new Block((at * size + other.at * other.size) / both, both);
        }
    }

    private static double mean(
            List<Spot> spots, Function<Spot, ? extends Number> what, double without) {
        return spots.stream()
                .mapToDouble(spot -> what.apply(spot).doubleValue())
                .average()
                .orElse(without);
    }
}
