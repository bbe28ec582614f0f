package dev.minijenkin.console;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;

/// A console on a database of its own, and all that it can show there, one after the other: views,
/// and what opens over them.
final class EveryView implements AutoCloseable {
    private final TestDatabase database;
    private final ConsoleBench bench;
    private final Hand robot = new Hand();
    private final Map<String, Runnable> views = new LinkedHashMap<>();

    private EveryView(TestDatabase database, ConsoleBench bench) {
        this.database = database;
        this.bench = bench;
    }

    /// Runs of a shop, long names among them.
    private record Shop(RunId run, JobId failedJob, RunId wide, RunId broken) {
        static Shop in(DatabaseConfiguration database) throws SQLException {
            try (ShopData shop = new ShopData(database)) {
                shop.month();
                shop.troubles();
                shop.runs().others();
                shop.runs().waiting();
                shop.fleet();
                shop.runs().deploys();
                shop.deliveries();
                shop.resets();
                shop.commands();
                shop.days();
                long[] ids = shop.runs().open();
                shop.log(ids[1], Browser.log(282));
                shop.log(ids[2], Browser.log(120));
                shop.step(ids[1], 1, "Check out shop-web", "success", 6, 89, 84);
                shop.step(ids[1], 2, "Install the browsers", "success", 8, 84, 70);
                shop.step(ids[1], 3, "Run the browser tests", "failure", 9, 70, 12);
                shop.products().of(ids[0], ids[1]);
                return new Shop(
                        new RunId(ids[0]),
                        new JobId(ids[1]),
                        new RunId(shop.runs().wide()),
                        new RunId(shop.runs().broken()));
            }
        }
    }

    static EveryView open() throws SQLException, TimeoutException {
        TestDatabase database = TestDatabase.create();
        Shop shop = Shop.in(database.configuration());
        ConsoleBench bench = ConsoleBench.open(database.configuration());
        EveryView every = new EveryView(database, bench);
        every.add("overview", new Place.OverviewPlace(), " failed on main");
        every.add("queue", new Place.QueuePlace(), "No runner has the label gpu");
        every.add("runners", new Place.RunnersPlace(), "cedar-mac-01");
        every.add("deploys", new Place.DeploysPlace(), "until a person frees it");
        every.add("deliveries", new Place.DeliveriesPlace(), "Started nothing: no workflow");
        every.add("insights", new Place.InsightsPlace(), "docs/ci");
        every.add("audit", new Place.AuditPlace(), "Only release managers");
        every.add("manage", new Place.ManagePlace(), "No secret yet");
        every.add("search", new Place.SearchPlace("connection reset"), " lines in ");
        every.add("runs", new Place.RunsPlace(""), "Speed up product gallery images");
        every.add("run", new Place.RunPlace(shop.run()), "of 13 jobs ended");
        every.add("run of many legs", new Place.RunPlace(shop.wide()), "40 legs");
        every.add("broken file", new Place.RunPlace(shop.broken()), "5 jobs, 2 with errors");
        every.views.put(
                "run on a line of time",
                () -> {
                    every.go(new Place.RunPlace(shop.run()), "of 13 jobs ended");
                    every.showOnLine(true);
                    bench.awaitPart("Critical path ");
                });
        every.views.put(
                "workflow file",
                () -> {
                    every.go(new Place.RunPlace(shop.run()), "of 13 jobs ended");
                    every.robot.push(KeyCode.Y);
                    bench.await(".mini-jenkin/workflows/ci.yml");
                });
        every.views.put(
                "tests of a run",
                () -> {
                    every.go(new Place.RunPlace(shop.run()), "of 13 jobs ended");
                    every.robot.push(KeyCode.K);
                    bench.await("gallery.spec.ts:48");
                });
        every.views.put(
                "summary of a run",
                () -> {
                    every.go(new Place.RunPlace(shop.run()), "of 13 jobs ended");
                    every.robot.push(KeyCode.S);
                    bench.await("Copy as Markdown");
                });
        every.add("log", new Place.LogPlace(shop.run(), shop.failedJob()), "14 errors");
        every.add("log of a run", new Place.RunLogPlace(shop.run()), "Whole run");
        every.views.put(
                "palette",
                () -> {
                    every.go(new Place.RunsPlace(""), "Speed up product gallery images");
                    every.robot.push(KeyCode.CONTROL, KeyCode.K);
                    every.robot.write("shop");
                    bench.await("all its runs");
                });
        every.views.put(
                "confirmation",
                () -> {
                    every.go(new Place.RunPlace(shop.run()), "of 13 jobs ended");
                    every.robot.push(KeyCode.X);
                    bench.await("Cancel shop-web / ci #1287?");
                });
        every.views.put(
                "trigger",
                () -> {
                    every.go(new Place.OverviewPlace(), " failed on main");
                    every.fire(".primary.or-icon");
                    bench.await("Run a pipeline");
                });
        every.views.put(
                "keys",
                () -> {
                    every.go(new Place.OverviewPlace(), " failed on main");
                    every.robot.push(KeyCode.F1);
                    bench.await("Everywhere");
                });
        every.views.put(
                "connections",
                () -> {
                    every.go(new Place.OverviewPlace(), " failed on main");
                    every.fire(".connection");
                    bench.await("Add a connection…");
                });
        every.views.put(
                "connection form",
                () -> {
                    every.go(new Place.OverviewPlace(), " failed on main");
                    every.fire(".connection");
                    bench.await("Add a connection…");
                    every.fire(".menu-foot .button");
                    bench.await("New connection");
                });
        return every;
    }

    ConsoleBench bench() {
        return bench;
    }

    @Override
    public void close() {
        bench.close();
        database.close();
    }

    /// By name; each brings the view to the screen, whatever was there before.
    Map<String, Runnable> views() {
        return Map.copyOf(views);
    }

    /// Brings one of them to the screen.
    void show(String name) {
        Objects.requireNonNull(views.get(name), name).run();
    }

    private void add(String name, Place place, String says) {
        views.put(name, () -> go(place, says));
    }

    private void go(Place place, String says) {
        closeAll();
        if (ConsoleBench.onFx(() -> bench.console().navigator().placeProperty().get())
                .equals(place)) {
            // What was opened in it is closed once another place is shown.
            bench.go(
                    place instanceof Place.OverviewPlace
                            ? new Place.RunsPlace("")
                            : new Place.OverviewPlace());
        }
        bench.go(place);
        bench.awaitPart(says);
        if (place instanceof Place.RunPlace) {
            showOnLine(false);
        }
    }

    /// The jobs of the run that is shown on a line of time, or as a list.
    private void showOnLine(boolean wanted) {
        if (ConsoleBench.onFx(
                        () -> bench.console().scene().getRoot().lookup(".time-head").isVisible())
                != wanted) {
            robot.push(KeyCode.T);
        }
    }

    /// What may be open over the view.
    void closeAll() {
        ConsoleBench.onFx(() -> {
            bench.frameOverlay().close();
            return true;
        });
    }

    private void fire(String selector) {
        Button button = bench.find(selector, Button.class);
        ConsoleBench.onFx(() -> {
            button.fire();
            return true;
        });
    }
}
