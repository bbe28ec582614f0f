package dev.minijenkin.server.page;

import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.server.html.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The jobs of an attempt as a picture: from left to right, each behind those that it needs. The
/// legs of a matrix are one node.
final class JobGraph {
    private static final int MOST_NODES = 80;
    private static final int WIDTH = 184;
    private static final int HEIGHT = 44;
    private static final int ACROSS = 44;
    private static final int DOWN = 14;
    private static final int EDGE = 4;
    private static final int LONGEST_NAME = 19;

    private final RunLinks links;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    private static final class Node {
        private final String key;
        private final List<ApiJob> legs = new ArrayList<>();
        private final Set<Node> before = new LinkedHashSet<>();
        private int column = -1;
        private int row;

        private Node(String key) {
            this.key = key;
        }

        private int x() {
            return EDGE + column * (WIDTH + ACROSS);
        }

        private int y() {
            return EDGE + row * (HEIGHT + DOWN);
        }

        /// The leg that says most of how it stands.
        private ApiJob telling() {
            return legs.stream()
                    .min(Comparator.comparingInt(leg -> weight(RunContent.mark(leg))))
                    .orElseThrow();
        }

        private static int weight(StateMark mark) {
            return switch (mark) {
                case FAILURE, TIMED_OUT -> 0;
                case RUNNING -> 1;
                case WAITING -> 2;
                case QUEUED -> 3;
                case BLOCKED -> 4;
                case CANCELLED -> 5;
                case SUCCESS -> 6;
                case SKIPPED -> 7;
            };
        }
    }

    private JobGraph(RunLinks links, List<ApiJob> jobs) {
        this.links = links;
        jobs.forEach(job -> nodes.computeIfAbsent(job.key(), Node::new).legs.add(job));
        nodes.values().forEach(this::connect);
        nodes.values().forEach(node -> column(node, new LinkedHashSet<>()));
        Map<Integer, Integer> rows = new HashMap<>();
        nodes.values().forEach(node -> node.row = rows.merge(node.column, 1, Integer::sum) - 1);
    }

    /// Empty where a picture says nothing, or too much.
    static Optional<Tag> of(RunLinks links, List<ApiJob> jobs) {
        JobGraph graph = new JobGraph(links, jobs);
        return graph.nodes.size() < 2 || graph.nodes.size() > MOST_NODES
                ? Optional.empty()
                : Optional.of(graph.svg());
    }

    private void connect(Node node) {
        String key = node.key;
        int slash = key.lastIndexOf('/');
        String scope = slash < 0 ? "" : key.substring(0, slash + 1);
        for (ApiJob leg : node.legs) {
            for (String need : leg.needs()) {
                String full = nodes.containsKey(need) ? need : scope + need;
                nodes.values().stream()
                        .filter(other -> other != node && isOf(other.key, full))
                        .forEach(node.before::add);
            }
        }
        // What a called job waits for is what its caller needs: that is not told here.
    }

    /// Whether a job is the one that is needed, or among those that it calls.
    private static boolean isOf(String key, String needed) {
        return key.equals(needed)
                || key.startsWith(needed + "/")
                || (key.startsWith(needed + ".") && key.indexOf('/') > 0);
    }

    private static int column(Node node, Set<Node> path) {
        if (node.column < 0 && path.add(node)) {
            int most = -1;
            for (Node before : node.before) {
                most = Math.max(most, column(before, path));
            }
            path.remove(node);
            node.column = most + 1;
        }
        return Math.max(0, node.column);
    }

    private Tag svg() {
        int width = nodes.values().stream().mapToInt(Node::x).max().orElse(0) + WIDTH + EDGE;
        int height = nodes.values().stream().mapToInt(Node::y).max().orElse(0) + HEIGHT + EDGE;
        Tag svg =
                Tag.of("svg", "graph")
                        .with("viewBox", "0 0 %d %d".formatted(width, height))
                        .with("width", Integer.toString(width))
                        .with("height", Integer.toString(height))
                        .with("role", "group")
                        .with("aria-label", "Jobs, each behind those that it needs");
        nodes.values().forEach(node -> node.before.forEach(before -> svg.add(edge(before, node))));
        nodes.values().forEach(node -> svg.add(picture(node)));
        return svg;
    }

    private static Tag edge(Node from, Node to) {
        int x1 = from.x() + WIDTH;
        int y1 = from.y() + HEIGHT / 2;
        int x2 = to.x();
        int y2 = to.y() + HEIGHT / 2;
        int middle = x2 - ACROSS / 2;
        boolean done =
                from.legs.stream().allMatch(leg -> RunContent.mark(leg) == StateMark.SUCCESS);
        return Tag.of("path", done ? "edge" : "edge open")
                .with("d", "M%d %dH%dV%dH%d".formatted(x1, y1, middle, y2, x2));
    }

    private Tag picture(Node node) {
        ApiJob telling = node.telling();
        StateMark mark = RunContent.mark(telling);
        String name = node.legs.size() == 1 ? telling.name() : last(node.key);
        long ended = node.legs.stream().filter(leg -> RunContent.mark(leg).hasEnded()).count();
        String words =
                node.legs.size() == 1
                        ? "%s: %s".formatted(name, mark.word())
                        : "%s: %s, %d of %d ended"
                                .formatted(name, mark.word(), ended, node.legs.size());
        Tag picture =
                Tag.of("a", "node " + mark.look())
                        .href(links.job(telling.id()))
                        .with("aria-label", words)
                        .add(
                                Tag.of("title").text(words),
                                Tag.of("rect")
                                        .with("x", Integer.toString(node.x()))
                                        .with("y", Integer.toString(node.y()))
                                        .with("width", Integer.toString(WIDTH))
                                        .with("height", Integer.toString(HEIGHT))
                                        .with("rx", "8"),
                                mark.shape()
                                        .with("x", Integer.toString(node.x() + 12))
                                        .with("y", Integer.toString(node.y() + 14))
                                        .with("aria-hidden", "true"),
                                Tag.of("text")
                                        .with("x", Integer.toString(node.x() + 36))
                                        .with("y", Integer.toString(node.y() + 27))
                                        .text(cut(name)));
        if (node.legs.size() > 1) {
            picture.add(
                    Tag.of("text", "legs")
                            .with("x", Integer.toString(node.x() + WIDTH - 12))
                            .with("y", Integer.toString(node.y() + 27))
                            .with("text-anchor", "end")
                            .text("%d/%d".formatted(ended, node.legs.size())));
        }
        return picture;
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }
}
