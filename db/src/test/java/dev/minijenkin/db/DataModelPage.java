package dev.minijenkin.db;

import dev.minijenkin.db.Catalog.Column;
import dev.minijenkin.db.Catalog.Domain;
import dev.minijenkin.db.Catalog.Index;
import dev.minijenkin.db.Catalog.Procedure;
import dev.minijenkin.db.Catalog.Relation;
import dev.minijenkin.db.Catalog.Role;
import dev.minijenkin.db.Catalog.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// Writes `docs/data-model.md` from the catalog of the database, in the order of the migrations.
@NullMarked
final class DataModelPage {
    private static final String HEAD =
            """
            # Data model

            Every table, view and function of the database, what it means and who may do what with it. This page is made
            from the comments and the catalog of the database itself (`db/src/main/resources/dev/minijenkin/db/migration`,
            one file an area); a test compares them.

            Columns in **bold** are the primary key. `id` counts up and names a row for good; `created_at` is the time at
            which a row was made. Times are those of the database. `→` leads to the table that a column refers to.
            "Rights" leaves the owner out; an operator has those of a viewer too, an administrator those of an operator.
            """;

    private final Catalog catalog;
    private final List<MigrationFile> areas;
    private final Map<String, List<Column>> columns;
    private final Map<String, List<Rule>> rules;
    private final Map<String, List<Index>> indexes;
    private final PageRights rights;
    private final StringBuilder page = new StringBuilder(HEAD);

    private DataModelPage(Catalog catalog, List<MigrationFile> areas) {
        this.catalog = catalog;
        this.areas = areas;
        this.columns = Catalog.by(catalog.columns(), Column::relation);
        this.rules = Catalog.by(catalog.rules(), Rule::relation);
        this.indexes = Catalog.by(catalog.indexes(), Index::relation);
        this.rights = new PageRights(catalog);
    }

    static String of(Catalog catalog, List<MigrationFile> areas) {
        DataModelPage page = new DataModelPage(catalog, areas);
        page.overview();
        areas.forEach(page::area);
        page.page.append(page.rights.matrix(page.tables()));
        return page.page.toString();
    }

    private void overview() {
        page.append("\n| area | holds |\n| --- | --- |\n");
        for (MigrationFile area : areas) {
            row(
                    "[%s](#%s)".formatted(title(area), anchor(area)),
                    of(area, catalog.relations(), Relation::name).stream()
                            .filter(relation -> !relation.isPartition())
                            .map(relation -> link(relation.name()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void area(MigrationFile area) {
        paragraph("## " + title(area));
        paragraph(area.introduction());
        if (area.version() == 1) {
            roles();
        }
        domains(of(area, catalog.domains(), Domain::name));
        of(area, catalog.relations(), Relation::name).stream()
                .filter(relation -> !relation.isPartition())
                .forEach(this::relation);
        of(area, catalog.procedures(), Procedure::name).forEach(this::procedure);
    }

    private void roles() {
        table("role", "member of", "is");
        for (Role role : catalog.roles()) {
            row(
                    code(role.name()),
                    role.parents().stream()
                            .map(DataModelPage::code)
                            .collect(Collectors.joining(", ")),
                    role.comment());
        }
    }

    private void domains(List<Domain> domains) {
        if (domains.isEmpty()) {
            return;
        }
        table("type", "words", "meaning");
        for (Domain domain : domains) {
            row(
                    code(domain.name()),
                    SqlWords.check("value", domain.expression()),
                    domain.comment());
        }
    }

    private void relation(Relation relation) {
        paragraph("### `" + relation.name() + "`");
        paragraph(sentence((relation.table() ? "" : "A view. ") + relation.comment()));
        if (!relation.partitions().isEmpty()) {
            paragraph(
                    "Partitions: `%s`. %s"
                            .formatted(
                                    relation.partitions().toLowerCase(Locale.ROOT),
                                    catalog.relations().stream()
                                            .filter(part -> part.partOf().equals(relation.name()))
                                            .map(part ->
                                                    code(part.name())
                                                            + " "
                                                            + sentence(lowered(part.comment())))
                                            .collect(Collectors.joining(" "))));
        }
        if (relation.table()) {
            table("column", "type", "null", "default", "meaning");
        } else {
            table("column", "type", "meaning");
        }
        columns.getOrDefault(relation.name(), List.of())
                .forEach(column -> column(relation, column));
        rules(relation);
        indexes(relation);
        String limited =
                catalog.policies().stream()
                        .filter(policy -> policy.relation().equals(relation.name()))
                        .map(policy -> " Limited people meet " + sentence(policy.comment()))
                        .collect(Collectors.joining());
        paragraph("Rights: " + rights.of(relation.name(), names(relation)) + limited);
    }

    private void column(Relation relation, Column column) {
        String name = code(column.name());
        if (!relation.table()) {
            row(name, type(column), meaning(column));
            return;
        }
        boolean key =
                ofKind(relation.name(), "p")
                        .anyMatch(rule -> rule.columns().contains(column.name()));
        row(
                key ? "**" + name + "**" : name,
                type(column),
                column.nullable() ? "null" : "",
                column.countsUp() ? "counts up" : preset(column),
                meaning(column));
    }

    private String meaning(Column column) {
        List<String> sentences = new ArrayList<>();
        ofKind(column.relation(), "f")
                .filter(rule -> rule.columns().equals(List.of(column.name())))
                .map(DataModelPage::reference)
                .forEach(sentences::add);
        sentences.add(column.comment());
        if (column.comment().isEmpty() && !column.source().isEmpty()) {
            sentences.add("As in " + link(column.source()));
        }
        ofKind(column.relation(), "c")
                .filter(rule -> rule.columns().equals(List.of(column.name())))
                .map(rule ->
                        rule.comment().isEmpty()
                                ? capital(SqlWords.check(column.name(), rule.expression()))
                                : rule.comment())
                .filter(words -> !words.equals("True"))
                .forEach(sentences::add);
        return sentences.stream()
                .filter(text -> !text.isEmpty())
                .map(DataModelPage::sentence)
                .collect(Collectors.joining(" "));
    }

    private static String reference(Rule rule) {
        return "→ "
                + link(rule.target())
                + switch (rule.onDelete()) {
                    case "c" -> ", deleted with it";
                    case "n" -> ", null once that is deleted";
                    default -> ", which stays as long as this";
                };
    }

    private void rules(Relation relation) {
        List<String> lines = new ArrayList<>();
        for (Rule rule : rules.getOrDefault(relation.name(), List.of())) {
            String of = "`(" + String.join(", ", rule.columns()) + ")`";
            switch (rule.kind()) {
                case "p" -> {
                    if (!rule.comment().isEmpty()) {
                        lines.add(of + " is the primary key: " + lowered(rule.comment()));
                    }
                }
                case "u" -> lines.add(of + " is unique" + because(rule.comment()));
                case "c" -> {
                    if (rule.columns().size() > 1) {
                        lines.add(rule.comment() + " (`" + rule.name() + "`)");
                    }
                }
                default -> {}
            }
        }
        list("Rules", lines);
    }

    private void indexes(Relation relation) {
        list(
                "Indexes",
                indexes.getOrDefault(relation.name(), List.of()).stream()
                        .map(index ->
                                "`%s`%s %s: %s"
                                        .formatted(
                                                index.name(),
                                                index.unique() ? ", unique," : "",
                                                definition(index),
                                                lowered(index.comment())))
                        .toList());
    }

    /// `btree (a, b) WITH (…) WHERE …`.
    private static String definition(Index index) {
        String[] parts = index.definition().split(" WHERE ", 2);
        String method = parts[0].substring(0, parts[0].indexOf(' '));
        String on = SqlWords.plain(parts[0].substring(method.length() + 1).split(" WITH ", 2)[0]);
        return "on `"
                + on
                + "`"
                + (method.equals("btree") ? "" : " (" + method + ")")
                + (parts.length == 1 ? "" : " where `" + SqlWords.plain(parts[1]) + "`");
    }

    private void procedure(Procedure procedure) {
        paragraph(
                "### `%s(%s)` → `%s`"
                        .formatted(procedure.name(), procedure.arguments(), procedure.result()));
        paragraph("A function. " + sentence(procedure.comment()));
        paragraph("Rights: " + rights.of(procedure.name(), List.of()));
    }

    private List<String> tables() {
        return areas.stream()
                .flatMap(area -> of(area, catalog.relations(), Relation::name).stream())
                .filter(relation -> !relation.isPartition())
                .map(Relation::name)
                .toList();
    }

    private List<String> names(Relation relation) {
        return columns.getOrDefault(relation.name(), List.of()).stream().map(Column::name).toList();
    }

    private Stream<Rule> ofKind(String relation, String kind) {
        return rules.getOrDefault(relation, List.of()).stream()
                .filter(rule -> rule.kind().equals(kind));
    }

    /// What an area creates, in its order.
    private static <T> List<T> of(MigrationFile area, List<T> all, Function<T, String> name) {
        return area.names().stream()
                .flatMap(created -> all.stream().filter(one -> name.apply(one).equals(created)))
                .toList();
    }

    private String type(Column column) {
        String type =
                column.type()
                        .replace("timestamp with time zone", "timestamptz")
                        .replace("double precision", "double");
        boolean word = catalog.domains().stream().anyMatch(domain -> domain.name().equals(type));
        return word ? "[%s](#%s)".formatted(code(type), anchor(areas.getFirst())) : code(type);
    }

    private static String preset(Column column) {
        return column.preset().isEmpty() ? "" : code(SqlWords.plain(column.preset()));
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            paragraph(title + ":\n");
            lines.forEach(line -> page.append("- ").append(sentence(line)).append('\n'));
        }
    }

    private void table(String... heads) {
        page.append('\n');
        row(heads);
        row("--- ".repeat(heads.length).strip().split(" "));
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells).replace("||", "\\|\\|")).append(" |\n");
    }

    private void paragraph(String text) {
        page.append('\n').append(text).append('\n');
    }

    private static String title(MigrationFile area) {
        return area.version() + ". " + area.title();
    }

    /// As GitHub makes it of a heading.
    private static String anchor(MigrationFile area) {
        return title(area).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]", "").replace(' ', '-');
    }

    private static String link(String table) {
        return "[`%s`](#%s)".formatted(table, table);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String because(String comment) {
        return comment.isEmpty() ? "" : ": " + lowered(comment);
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") || text.endsWith("…") ? text : text + ".";
    }

    private static String lowered(String text) {
        return text.isEmpty()
                ? ""
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String capital(String text) {
        return text.isEmpty()
                ? ""
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
