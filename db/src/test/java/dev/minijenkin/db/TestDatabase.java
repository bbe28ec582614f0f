package dev.minijenkin.db;

import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.testing.CopiedDatabase;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TemplateDatabase;
import org.jspecify.annotations.NullMarked;

/// A migrated database of its own for a test class.
@NullMarked
public final class TestDatabase implements AutoCloseable {
    private static final TemplateDatabase TEMPLATE =
            new TemplateDatabase(
                    "mini_jenkin_template",
                    url -> new Migrations(configuration(url, CopiedDatabase.SUPERUSER)).migrate());

    private final CopiedDatabase copy = TEMPLATE.copy();

    private TestDatabase() {}

    public static TestDatabase create() {
        return new TestDatabase();
    }

    public DatabaseConfiguration configuration() {
        return configuration(CopiedDatabase.SUPERUSER);
    }

    /// As another role than the superuser; it logs in without a password.
    public DatabaseConfiguration configuration(String role) {
        return configuration(copy.url(), role);
    }

    /// As a login that is nothing but a member of a role of the product, so that what it is not
    /// granted fails.
    ///
    /// @param role of the product: `mj_runner`
    public DatabaseConfiguration memberOf(String role) {
        return person("only_" + role, role);
    }

    /// As a login of this name that is a member of a role. All databases of the tests share it.
    public DatabaseConfiguration person(String login, String role) {
        rows().execute(
                        """
                        do $$ begin
                            create role %s login in role %s;
                        exception when duplicate_object or unique_violation then null; end $$
                        """
                                .formatted(login, role));
        return configuration(login);
    }

    public Database open() {
        return open(HintSink.NONE);
    }

    public Database open(HintSink hints) {
        return Database.open(configuration(), hints);
    }

    /// What stands in it, past the product's own statements.
    public Rows rows() {
        return copy.rows();
    }

    /// No connection stays, and none can be made.
    public void takeAway() {
        copy.takeAway();
    }

    public void bringBack() {
        copy.bringBack();
    }

    @Override
    public void close() {
        copy.close();
    }

    private static DatabaseConfiguration configuration(String url, String role) {
        return DatabaseConfiguration.of(url, role, "", "test");
    }
}
