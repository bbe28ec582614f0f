package dev.minijenkin.db;

import dev.minijenkin.db.Catalog.Column;
import dev.minijenkin.db.Catalog.Domain;
import dev.minijenkin.db.Catalog.Index;
import dev.minijenkin.db.Catalog.Procedure;
import dev.minijenkin.db.Catalog.Relation;
import dev.minijenkin.db.Catalog.Right;
import dev.minijenkin.db.Catalog.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// What a change of the schema takes from programs that were written for the one before: what they
/// read, call or may do is gone or another, or what they write is refused.
///
/// It sees names, types, rules and rights. It does not see what a function, a view or a trigger
/// does by now, nor what a policy lets through: who changes these has to think for himself.
@NullMarked
final class Contractions {
    private final List<String> found = new ArrayList<>();
    private final Catalog before;
    private final Catalog after;

    private Contractions(Catalog before, Catalog after) {
        this.before = before;
        this.after = after;
    }

    /// In sentences; empty where it only adds.
    static List<String> between(Catalog before, Catalog after) {
        return new Contractions(before, after).all();
    }

    private List<String> all() {
        kept("relation", before.relations(), after.relations(), Relation::name, (_, _) -> {});
        kept(
                "column",
                before.columns(),
                after.columns(),
                column -> column.relation() + "." + column.name(),
                this::columns);
        kept(
                "function",
                before.procedures(),
                after.procedures(),
                each -> each.name() + "(" + each.arguments() + ")",
                this::functions);
        kept(
                "domain",
                before.domains(),
                after.domains(),
                Domain::name,
                (old, now) -> {
                    if (!old.expression().equals(now.expression())) {
                        found.add("The domain %s takes other values".formatted(old.name()));
                    }
                });
        kept("role", before.roles(), after.roles(), Catalog.Role::name, (_, _) -> {});
        rights();
        newColumns();
        newRules();
        newUniqueIndexes();
        return found;
    }

    private <T> void kept(
            String kind,
            Collection<T> olds,
            Collection<T> nows,
            Function<T, String> name,
            BiConsumer<T, T> compare) {
        Map<String, T> there = new HashMap<>();
        nows.forEach(now -> there.put(name.apply(now), now));
        for (T old : olds) {
            T now = there.get(name.apply(old));
            if (now == null) {
                found.add("The %s %s is gone".formatted(kind, name.apply(old)));
            } else {
                compare.accept(old, now);
            }
        }
    }

    private void columns(Column old, Column now) {
        String name = old.relation() + "." + old.name();
        if (!old.type().equals(now.type())) {
            found.add("The column %s is %s, and was %s".formatted(name, now.type(), old.type()));
        }
        if (isTable(old.relation())) {
            if (old.nullable() && !now.nullable()) {
                found.add("The column %s takes no null any more".formatted(name));
            }
            if ((!old.preset().isEmpty() || old.countsUp())
                    && now.preset().isEmpty()
                    && !now.countsUp()) {
                found.add("The column %s has no default any more".formatted(name));
            }
        }
    }

    private void functions(Procedure old, Procedure now) {
        if (!old.result().equals(now.result())) {
            found.add("The function %s gives something else".formatted(old.name()));
        }
    }

    private void rights() {
        Set<Right> there = new HashSet<>(after.rights());
        for (Right old : before.rights()) {
            if (!there.contains(old)
                    && !there.contains(new Right(old.on(), "", old.role(), old.act()))) {
                found.add(
                        "The role mj_%s may not %s %s any more"
                                .formatted(
                                        old.role(),
                                        old.act(),
                                        old.column().isEmpty()
                                                ? old.on()
                                                : old.on() + "." + old.column()));
            }
        }
    }

    private void newColumns() {
        Set<String> known = names(before.columns());
        for (Column now : after.columns()) {
            if (isTable(now.relation())
                    && !known.contains(now.relation() + "." + now.name())
                    && !now.nullable()
                    && now.preset().isEmpty()
                    && !now.countsUp()) {
                found.add(
                        "The new column %s.%s must be given: it takes no null and has no default"
                                .formatted(now.relation(), now.name()));
            }
        }
    }

    /// A rule over new columns alone refuses nothing that is written without them, unless it is a
    /// check of their defaults.
    private void newRules() {
        Set<String> known =
                before.rules().stream()
                        .map(rule -> rule.relation() + "." + rule.name() + rule.expression())
                        .collect(Collectors.toSet());
        Set<String> columns = names(before.columns());
        for (Rule now : after.rules()) {
            if (isTable(now.relation())
                    && !known.contains(now.relation() + "." + now.name() + now.expression())
                    && now.columns().stream()
                            .anyMatch(column -> columns.contains(now.relation() + "." + column))) {
                found.add(
                        "The rule %s of %s refuses what could be written before"
                                .formatted(now.name(), now.relation()));
            }
        }
    }

    private void newUniqueIndexes() {
        Set<String> known = before.indexes().stream().map(Index::name).collect(Collectors.toSet());
        for (Index now : after.indexes()) {
            if (now.unique() && isTable(now.relation()) && !known.contains(now.name())) {
                found.add(
                        "The index %s of %s lets nothing in twice"
                                .formatted(now.name(), now.relation()));
            }
        }
    }

    /// Whether programs of before write it.
    private boolean isTable(String relation) {
        return before.relations().stream()
                .anyMatch(each -> each.name().equals(relation) && each.table());
    }

    private static Set<String> names(List<Column> columns) {
        return columns.stream()
                .map(column -> column.relation() + "." + column.name())
                .collect(Collectors.toSet());
    }
}
