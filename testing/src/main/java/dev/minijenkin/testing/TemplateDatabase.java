package dev.minijenkin.testing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A database that is migrated once a JVM and copied for each test class. Thread-safe.
public final class TemplateDatabase {
    private static final AtomicInteger COPIES = new AtomicInteger();

    private final String name;
    private final Consumer<String> migration;
    // Guarded by this.
    private boolean migrated;

    /// Nothing is made until the first copy.
    ///
    /// @param migration makes the schema in the empty database at a JDBC address, where it is let
    ///   in as the superuser
    public TemplateDatabase(String name, Consumer<String> migration) {
        this.name = name;
        this.migration = migration;
    }

    public CopiedDatabase copy() {
        migrate();
        String copy = "test_" + COPIES.incrementAndGet();
        // Copying the files of so small a template takes a third of the time of logging its pages.
        TestPostgres.administrator()
                .execute("create database " + copy + " template " + name + " strategy file_copy");
        return new CopiedDatabase(copy);
    }

    private synchronized void migrate() {
        if (!migrated) {
            TestPostgres.administrator().execute("create database " + name);
            migration.accept(TestPostgres.url(name));
            migrated = true;
        }
    }
}
