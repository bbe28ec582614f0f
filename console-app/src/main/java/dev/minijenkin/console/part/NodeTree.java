package dev.minijenkin.console.part;

import javafx.scene.Node;

/// Which node is within which.
public final class NodeTree {
    private NodeTree() {}

    /// Whether a node is another one, or in it.
    public static boolean isWithin(Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
