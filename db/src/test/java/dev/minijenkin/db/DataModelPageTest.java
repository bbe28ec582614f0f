package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DataModelPageTest {
    private static final Path PAGE = Path.of("..", "docs", "data-model.md");
    private static final Path MIGRATIONS =
            Path.of("src", "main", "resources", "dev", "minijenkin", "db", "migration");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final Catalog catalog = database.statement(Catalog::read);

    /// With `-Ddata-model.page=write` it writes the page instead.
    @Test
    void thePageTellsTheDatabase() throws IOException {
        String page = DataModelPage.of(catalog, MigrationFile.all(MIGRATIONS));
        if ("write".equals(System.getProperty("data-model.page"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as(
                        "docs/data-model.md differs from the database; write it anew with"
                                + " mvn -pl db -am test -Dtest=DataModelPageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Ddata-model.page=write")
                .content()
                .isEqualTo(page);
    }

    @Test
    void everythingThatIsCreatedIsOfAnArea() throws IOException {
        List<String> named =
                MigrationFile.all(MIGRATIONS).stream()
                        .flatMap(file -> file.names().stream())
                        .toList();

        assertThat(
                        Stream.of(
                                        catalog.relations().stream().map(Catalog.Relation::name),
                                        catalog.domains().stream().map(Catalog.Domain::name),
                                        catalog.procedures().stream().map(Catalog.Procedure::name))
                                .flatMap(names -> names))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void whatIsNotPlainSaysWhatItIs() {
        assertThat(catalog.relations())
                .allSatisfy(relation -> assertThat(relation.comment()).isNotEmpty());
        assertThat(catalog.columns())
                .filteredOn(column -> !List.of("id", "created_at").contains(column.name()))
                .filteredOn(column -> !isReference(column))
                .filteredOn(column -> column.source().isEmpty())
                .allSatisfy(column -> assertThat(column.comment()).isNotEmpty());
        assertThat(catalog.rules())
                .filteredOn(rule -> rule.kind().equals("c") && rule.columns().size() > 1)
                .allSatisfy(rule -> assertThat(rule.comment()).isNotEmpty());
        assertThat(catalog.indexes()).allSatisfy(index -> assertThat(index.comment()).isNotEmpty());
        assertThat(catalog.policies())
                .hasSizeGreaterThan(40)
                .allSatisfy(policy -> assertThat(policy.comment()).isNotEmpty());
        assertThat(catalog.domains())
                .allSatisfy(domain -> assertThat(domain.comment()).isNotEmpty());
        assertThat(catalog.procedures())
                .allSatisfy(procedure -> assertThat(procedure.comment()).isNotEmpty());
        assertThat(catalog.roles()).allSatisfy(role -> assertThat(role.comment()).isNotEmpty());
    }

    private boolean isReference(Catalog.Column column) {
        return catalog.rules().stream()
                .filter(rule ->
                        rule.kind().equals("f") && rule.relation().equals(column.relation()))
                .anyMatch(rule -> rule.columns().equals(List.of(column.name())));
    }
}
