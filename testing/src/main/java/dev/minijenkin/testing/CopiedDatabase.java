package dev.minijenkin.testing;

/// A database of its own for a test class.
public final class CopiedDatabase implements AutoCloseable {
    public static final String SUPERUSER = TestPostgres.SUPERUSER;

    private final String name;
    private final Rows rows;

    CopiedDatabase(String name) {
        this.name = name;
        this.rows = new Rows(TestPostgres.dataSource(name));
    }

    /// Its JDBC address, where everybody is let in without a password.
    public String url() {
        return TestPostgres.url(name);
    }

    /// As the superuser.
    public Rows rows() {
        return rows;
    }

    /// No connection stays, and none can be made.
    public void takeAway() {
        TestPostgres.administrator().execute("alter database " + name + " allow_connections false");
        TestPostgres.administrator()
                .texts(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?",
                        name);
    }

    public void bringBack() {
        TestPostgres.administrator().execute("alter database " + name + " allow_connections true");
    }

    @Override
    public void close() {
        rows.close();
        TestPostgres.administrator().execute("drop database " + name + " with (force)");
    }
}
