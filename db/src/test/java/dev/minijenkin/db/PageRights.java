package dev.minijenkin.db;

import dev.minijenkin.db.Catalog.Right;
import dev.minijenkin.db.Catalog.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// Who may do what, in words and as a table.
@NullMarked
final class PageRights {
    private static final List<String> ACTS = List.of("select", "insert", "update", "delete");

    private final List<String> roles;
    private final Map<String, List<Right>> held;

    PageRights(Catalog catalog) {
        this.roles =
                catalog.roles().stream()
                        .map(Role::name)
                        .map(name -> name.substring("mj_".length()))
                        .filter(name -> !name.equals("owner"))
                        .toList();
        this.held = Catalog.by(catalog.rights(), Right::on);
    }

    /// What may be done with a table, view or function, and by whom.
    ///
    /// @param columns all of them
    String of(String name, List<String> columns) {
        Map<String, List<String>> acts = new LinkedHashMap<>();
        for (String role : roles) {
            Map<String, List<String>> same = new LinkedHashMap<>();
            for (String act : acts(name, role)) {
                same.computeIfAbsent(part(name, role, act, columns), _ -> new ArrayList<>())
                        .add(word(act));
            }
            same.forEach((part, words) ->
                    acts.computeIfAbsent(String.join(", ", words) + part, _ -> new ArrayList<>())
                            .add(role));
        }
        return acts.isEmpty()
                ? "none."
                : acts.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
                        .collect(Collectors.joining("; ", "", "."));
    }

    /// All tables and views against all roles.
    String matrix(List<String> tables) {
        StringBuilder matrix =
                new StringBuilder(
                        """

                        r: read, i: insert, u: update, d: delete; in parentheses: some columns only, as said at the table.

                        """);
        matrix.append("| | ").append(String.join(" | ", roles)).append(" |\n|");
        matrix.append(" --- |".repeat(roles.size() + 1)).append('\n');
        for (String table : tables) {
            matrix.append("| [`%s`](#%s)".formatted(table, table));
            for (String role : roles) {
                matrix.append(" | ")
                        .append(
                                acts(table, role).stream()
                                        .map(act -> letter(table, role, act))
                                        .collect(Collectors.joining()));
            }
            matrix.append(" |\n");
        }
        return matrix.toString();
    }

    private List<String> acts(String name, String role) {
        List<String> acts =
                held.getOrDefault(name, List.of()).stream()
                        .filter(right -> right.role().equals(role))
                        .map(Right::act)
                        .distinct()
                        .toList();
        return acts.contains("execute") ? acts : ACTS.stream().filter(acts::contains).toList();
    }

    private String letter(String table, String role, String act) {
        String letter = word(act).substring(0, 1);
        return isWhole(table, role, act) ? letter : "(" + letter + ")";
    }

    /// Of which columns: nothing where it is all of them.
    private String part(String name, String role, String act, List<String> columns) {
        if (isWhole(name, role, act)) {
            return "";
        }
        List<String> some = of(name, role, act).map(Right::column).distinct().toList();
        List<String> others = columns.stream().filter(one -> !some.contains(one)).toList();
        return others.size() < some.size()
                ? " all but " + listed(others)
                : " " + listed(columns.stream().filter(some::contains).toList());
    }

    private boolean isWhole(String name, String role, String act) {
        return of(name, role, act).anyMatch(right -> right.column().isEmpty());
    }

    private java.util.stream.Stream<Right> of(String name, String role, String act) {
        return held.getOrDefault(name, List.of()).stream()
                .filter(right -> right.role().equals(role) && right.act().equals(act));
    }

    private static String listed(List<String> columns) {
        return columns.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", "));
    }

    private static String word(String act) {
        return act.equals("select") ? "read" : act;
    }
}
