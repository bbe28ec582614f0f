package dev.minijenkin.console;

import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What tests of a screen begin with: a console on a shop of whose past the database tells, and of
/// whose present as much as the screen is about.
@TestInstance(Lifecycle.PER_CLASS)
abstract class ShopScreen {
    protected final Hand robot = new Hand();
    protected TestDatabase database;
    protected PlainSql sql;
    protected ConsoleBench bench;

    /// Adds to the shop's month what the screen is about.
    protected abstract void stock(ShopData shop) throws SQLException;

    @BeforeAll
    void open() throws SQLException, TimeoutException {
        database = TestDatabase.create();
        sql = PlainSql.on(database);
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            stock(shop);
        }
        bench = ConsoleBench.open(database.configuration());
    }

    @AfterAll
    void close() {
        bench.close();
        database.close();
    }
}
