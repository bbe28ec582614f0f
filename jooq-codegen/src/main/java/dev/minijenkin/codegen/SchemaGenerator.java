package dev.minijenkin.codegen;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Target;

/// Migrates a throw-away PostgreSQL 17 and lets jOOQ read its catalog.
final class SchemaGenerator {
    private SchemaGenerator() {}

    static void generate(Path migrations, Path output, String targetPackage) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                GenerationTool tool = new GenerationTool();
                tool.setConnection(connection);
                tool.run(configuration(output, targetPackage));
            }
        }
    }

    private static Configuration configuration(Path output, String targetPackage) {
        return new Configuration()
                .withLogging(org.jooq.meta.jaxb.Logging.WARN)
                .withGenerator(
                        new Generator()
                                .withDatabase(
                                        new Database()
                                                .withInputSchema("public")
                                                .withOutputSchemaToDefault(true)
                                                // Partitions are reached through their parent.
                                                .withExcludes(
                                                        "flyway_schema_history|.*_y[0-9]{4}.*"))
                                .withGenerate(
                                        new Generate()
                                                .withRecords(false)
                                                .withImplicitJoinPathsToOne(false)
                                                .withImplicitJoinPathsToMany(false)
                                                .withImplicitJoinPathsManyToMany(false)
                                                .withJavadoc(false)
                                                .withGeneratedAnnotation(false))
                                .withTarget(
                                        new Target()
                                                .withDirectory(output.toString())
                                                .withPackageName(targetPackage)
                                                .withClean(true)));
    }
}
