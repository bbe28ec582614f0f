package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.manage.model.Managed;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// What administrators set up, and what others see of it.
class ManageScreenTest extends ShopScreen {
    private static final String VALUE = "s3cr3t-of-the-shop";

    private final KeyPair runners = KeyPair.generate(KeyPurpose.RUNNER);

    @Override
    protected void stock(ShopData shop) throws SQLException {
        shop.troubles();
        shop.deliveries();
        shop.fleet();
        try (Database open = Database.open(database.configuration(), HintSink.NONE)) {
            open.runInTransaction(tx -> {
                EncryptionKeys.take(tx, runners.publicHalf());
                EncryptionKeys.take(tx, KeyPair.generate(KeyPurpose.SERVER).publicHalf());
            });
        }
    }

    @Test
    void aSecretIsSealedBeforeItLeavesAndNeverShown() throws SQLException, IOException {
        show("Secrets");
        robot.push(KeyCode.N);
        bench.await("New secret");
        fill(0, "3bad");
        bench.fire("Set");
        bench.awaitPart("A name has letters, digits and _ only");
        bench.await("It needs a value.");
        fill(2, VALUE);
        fill(0, "DEPLOY_TOKEN");
        bench.screenshotInBothLooks("manage-secret");
        bench.fire("Set");
        bench.await("Set DEPLOY_TOKEN for all repositories");
        bench.await("sealed, never shown");
        bench.quiet();
        bench.screenshotsOfAllSizes("manage");
        assertThat(
                        sql.rows(
                                "select count(*) from secrets where name = 'DEPLOY_TOKEN'"
                                        + " and position('"
                                        + VALUE
                                        + "'::bytea in ciphertext) = 0"))
                .containsExactly("1");
        assertThat(opened()).isEqualTo(VALUE);
        select("DEPLOY_TOKEN");
        robot.push(KeyCode.X);
        bench.await("Remove DEPLOY_TOKEN?");
        bench.fire("Remove it");
        bench.await("Removed DEPLOY_TOKEN for all repositories");
        assertThat(sql.rows("select count(*) from secrets")).containsExactly("0");
    }

    @Test
    void variablesRulesTargetsAndForksAreChanged() throws SQLException {
        show("Variables");
        robot.push(KeyCode.N);
        bench.await("New variable");
        fill(0, "REGION");
        fill(2, "eu-1");
        bench.fire("Set");
        bench.await("eu-1");
        assertThat(sql.rows("select value from variables where name = 'REGION'"))
                .containsExactly("eu-1");

        show("Environments");
        select("production");
        robot.push(KeyCode.E);
        bench.await("Rules of production of infra");
        fill(0, "2");
        bench.fire("Set the rules");
        bench.await("2 approvals of any operator");
        assertThat(
                        sql.rows(
                                "select required_approvals from environments where name = 'production'"))
                .containsExactly("2");

        show("Targets");
        select("pager");
        assertThat(bench.refusal("Resume…")).isEqualTo("It is not paused");
        robot.push(KeyCode.P);
        bench.await("Pause pager?");
        bench.fire("Pause");
        bench.await("pager is sent nothing more; what comes waits");
        assertThat(sql.rows("select enabled from outbox_targets where name = 'pager'"))
                .containsExactly("f");
    }

    @Test
    void aRepositoryIsRegisteredChangedAndRemoved() throws SQLException, IOException {
        show("Repositories");
        robot.push(KeyCode.N);
        bench.await("New repository");
        fill(0, "checkout");
        fill(1, "https://ana:geheim@example.org/app.git");
        fill(2, "a..b");
        bench.fire("Register it");
        bench.await("There is a repository checkout already: change that one.");
        bench.awaitPart("The URL holds a user or a password");
        bench.await("\"a..b\" is no name that a branch can have in git.");
        bench.screenshotInBothLooks("manage-repository-wrong");
        fill(0, "shop/api");
        fill(1, "https://github.com/shop/api.git");
        fill(2, "trunk");
        bench.fire("Register it");
        bench.await(
                "This is the only time that it is shown. Give it to the git host, with the"
                        + " address of the server and /hooks/shop/api behind it, and JSON as the kind of"
                        + " content.");
        String secret = bench.find(".shown-once", TextField.class).getText();
        assertThat(secret).hasSize(64);
        bench.screenshotInBothLooks("manage-repository-secret");
        assertThat(
                        sql.rows(
                                "select url || ' ' || default_branch from repositories r where name ="
                                        + " 'shop/api' and position('"
                                        + secret
                                        + "' in r::text) = 0"))
                .containsExactly("https://github.com/shop/api.git trunk");
        assertThat(commands("refresh")).isEqualTo("1");
        bench.fire("Done");

        select("shop/api");
        String before = sealed();
        robot.push(KeyCode.E);
        bench.await("Change shop/api");
        fill(1, "main");
        choose("all: every run");
        bench.screenshotInBothLooks("manage-repository");
        bench.fire("Change it");
        bench.await("Changed shop/api");
        assertThat(sql.rows("select default_branch from repositories where name = 'shop/api'"))
                .containsExactly("main");
        assertThat(sealed()).as("its secret stays").isEqualTo(before);
        assertThat(sql.rows("select guest_runs from repositories where name <> 'infra' group by 1"))
                .as("of this one alone")
                .containsExactlyInAnyOrder("none", "all");
        bench.awaitPart("forks wait: outsiders; on guests: all; https://github.com/shop/api.git");

        select("shop/api");
        robot.push(KeyCode.R);
        bench.await("The workflow files of shop/api are read again");
        assertThat(commands("refresh")).isEqualTo("3");
        select("shop/api");
        robot.push(KeyCode.X);
        bench.await("Remove shop/api?");
        fill(0, "shop");
        bench.fire("Remove it for good");
        bench.await("That is not its name: shop/api.");
        fill(0, "shop/api");
        bench.fire("Remove it for good");
        bench.await("Removed shop/api");
        assertThat(sql.rows("select count(*) from repositories where name = 'shop/api'"))
                .containsExactly("0");
    }

    @Test
    void aTargetIsAddedAndTried() throws SQLException, IOException {
        show("Targets");
        robot.push(KeyCode.N);
        bench.await("New target");
        fill(0, "builds");
        fill(1, "ftp://example.org");
        fill(3, "run-ended");
        bench.fire("Add it");
        bench.await(
                "An address begins with https:// (or http://) and names no user: this one does not.");
        bench.awaitPart("There is no event \"run-ended\"; there are: run-queued, ");
        bench.screenshotInBothLooks("manage-target-wrong");
        choose(TargetKind.GITHUB_STATUS);
        fill(1, "https://api.github.com/repos/shop/web");
        bench.fire("Add it");
        bench.await(
                "The status of a commit belongs to a repository, and so do its checks: choose it.");
        choose(TargetKind.WEBHOOK);
        fill(1, "https://example.org/hook");
        fill(3, "run-failed, job-failed");
        bench.fire("Add it");
        bench.await("Added builds: Test tries whether it is reached");
        String secret = bench.find(".shown-once", TextField.class).getText();
        assertThat(secret).startsWith("whsec_");
        assertThat(
                        sql.rows(
                                "select kind || ' ' || url || ' ' || array_to_string(events, ',') from"
                                        + " outbox_targets where name = 'builds' and sealed_secret is not null"))
                .containsExactly("webhook https://example.org/hook job_failed,run_failed");
        bench.fire("Done");
        select("builds");
        bench.quiet();
        bench.screenshotInBothLooks("manage-targets");
        robot.push(KeyCode.T);
        bench.await("A test message to builds is on its way");
        answerTest();
        bench.await("builds took the test message");
    }

    /// As a server would.
    private void answerTest() throws SQLException {
        Instant deadline = Instant.now().plusSeconds(20);
        String kind = "kind = 'test_target' and state = 'pending'";
        while (sql.rows("select id from commands where " + kind).isEmpty()
                && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        sql.execute(
                "select test_target((select id from outbox_targets where name = 'builds'),"
                        + " (arguments ->> 'key')::uuid) from commands where "
                        + kind);
        sql.execute(
                "update webhooks_outbox set state = 'delivered', attempts = 1, delivered_at = now()"
                        + " where event = 'test'");
        sql.execute(
                "update commands set state = 'done', outcome = 'Sent', executed_by = 'a server',"
                        + " executed_at = now() where "
                        + kind);
    }

    @Test
    void aLimitSaysFirstWhatItDoesToWhom() throws SQLException, IOException {
        long queued =
                count(
                        "queue q join repositories r on r.id = q.repository_id and r.name = 'checkout'");
        long taken =
                count(
                        "claims c join jobs j on j.id = c.job_id join repositories r on r.id ="
                                + " j.repository_id where c.released_at is null and r.name = 'checkout'");
        show("Limits");
        robot.push(KeyCode.N);
        bench.await("New limit");
        fill(1, "many");
        bench.fire("Set");
        bench.await("What is limited? Choose a repository, or write a label.");
        bench.await("\"many\" is no number from 0 to 100000.");
        choose("checkout");
        fill(1, "0");
        bench.awaitPart(
                taken
                        + (taken == 1 ? " job of it is" : " jobs of it are")
                        + " under way, "
                        + queued
                        + (queued == 1 ? " is" : " are")
                        + " in the queue");
        bench.screenshotInBothLooks("manage-limit");
        assertThat(sql.rows("select count(*) from claim_limits where repository_id is not null"))
                .as("nothing is written")
                .containsExactly("0");
        bench.fire("Set");
        bench.await("At most 0 jobs of checkout are under way at a time");
        assertThat(
                        sql.rows(
                                "select most from claim_limits l join repositories r on r.id ="
                                        + " l.repository_id where r.name = 'checkout'"))
                .containsExactly("0");
        select("checkout");
        robot.push(KeyCode.X);
        bench.await("Remove the limit of checkout?");
        bench.awaitPart("in the queue");
        bench.fire("Remove it");
        bench.await("Removed the limit of checkout");
        assertThat(sql.rows("select count(*) from claim_limits where repository_id is not null"))
                .containsExactly("0");
    }

    @Test
    void aRunnerIsDrainedAsWhereItIsWatched() throws SQLException, IOException {
        show("Runners");
        select("oak-01");
        bench.quiet();
        bench.screenshotInBothLooks("manage-runners");
        robot.push(KeyCode.D);
        bench.await("Drain oak-01?");
        bench.fire("Drain");
        bench.awaitPart("Draining oak-01");
        assertThat(
                        sql.rows(
                                "select arguments ->> 'runner' from commands where kind = 'drain' and"
                                        + " state = 'pending'"))
                .contains("oak-01");
    }

    @Test
    void aTokenIsShownOnce() throws SQLException, IOException {
        show("Tokens");
        robot.push(KeyCode.N);
        bench.await("New token");
        fill(0, "dash board");
        fill(1, "400");
        bench.fire("Make it");
        bench.awaitPart("\"dash board\" is no name of a token");
        bench.await("\"400\" is no number from 1 to 366.");
        fill(0, "dashboard");
        fill(1, "30");
        choose("checkout");
        bench.fire("Make it");
        bench.awaitPart("This is the only time that it is shown.");
        String token = bench.find(".shown-once", TextField.class).getText();
        bench.screenshotInBothLooks("manage-token");
        assertThat(
                        sql.rows(
                                "select name from tokens t where position('"
                                        + token
                                        + "' in t::text) > 0"))
                .isEmpty();
        assertThat(
                        sql.rows(
                                "select array(select r.name from repositories r where r.id = any(t.repositories)) from tokens t where t.name = 'dashboard'"))
                .containsExactly("{checkout}");
        bench.fire("Done");
        select("dashboard");
        robot.push(KeyCode.X);
        bench.await("Revoke dashboard?");
        bench.fire("Revoke it");
        bench.await("Revoked dashboard");
        assertThat(sql.rows("select count(*) from tokens where revoked_at is null"))
                .containsExactly("0");
    }

    @Test
    void whoIsNoAdministratorLooksAndIsToldWhomToAsk() throws TimeoutException, IOException {
        try (ConsoleBench operator = ConsoleBench.open(database.memberOf("mj_operator"))) {
            operator.go(new Place.ManagePlace());
            operator.await("Manage");
            operator.await("Repositories 7");
            operator.fire("Repositories 7");
            operator.await("checkout");
            operator.selectRow("managed", "checkout");
            assertThat(operator.refusal("Change…")).contains("ask for membership of mj_admin");
            operator.screenshotInBothLooks("manage-operator");
        }
    }

    /// As a runner would.
    private String opened() throws SQLException {
        byte[] ciphertext =
                HexFormat.of()
                        .parseHex(
                                sql.rows("select encode(ciphertext, 'hex') from secrets")
                                        .getFirst());
        Sealed sealed =
                new Sealed(sql.rows("select sealed_to from secrets").getFirst(), ciphertext);
        return new SealedSecret(new ValueName("DEPLOY_TOKEN"), Reach.ALL, sealed)
                .open(KeyRing.of(List.of(runners)));
    }

    private void show(String kind) {
        bench.go(new Place.ManagePlace());
        bench.await("Repositories 7");
        ConsoleBench.onFx(() -> {
            bench.console().scene().getRoot().lookupAll(".toggle-button").stream()
                    .filter(node ->
                            node instanceof ToggleButton button
                                    && button.getText().startsWith(kind + " "))
                    .forEach(node -> ((ToggleButton) node).fire());
            return true;
        });
    }

    private void select(String name) {
        bench.awaitThat(
                "a row of " + name,
                () ->
                        bench.console().scene().getRoot().lookup(".managed")
                                        instanceof ListView<?> list
                                && list.getItems().stream()
                                        .map(Managed.class::cast)
                                        .anyMatch(thing -> thing.name().equals(name)));
        bench.selectRow("managed", name);
    }

    private String sealed() throws SQLException {
        return sql.rows(
                        "select encode(hook_secret, 'hex') from repositories where name = 'shop/api'")
                .getFirst();
    }

    private String commands(String kind) throws SQLException {
        return Long.toString(count("commands where kind = '" + kind + "'"));
    }

    private long count(String from) throws SQLException {
        return Long.parseLong(sql.rows("select count(*) from " + from).getFirst());
    }

    /// Chooses a repository in the form.
    private void choose(Object wanted) {
        ConsoleBench.onFx(() -> {
            bench.frameOverlay().lookupAll(".combo-box").stream()
                    .map(node -> (ComboBox<?>) node)
                    .filter(box -> box.getItems().contains(wanted))
                    .forEach(box -> box.getSelectionModel().select(box.getItems().indexOf(wanted)));
            return true;
        });
    }

    /// Writes into a field of the form, counted from 0.
    private void fill(int number, String text) {
        ConsoleBench.onFx(() -> {
            List<Node> fields =
                    bench.frameOverlay().lookupAll(".text-field").stream()
                            .filter(node -> !(node.getParent() instanceof ComboBox))
                            .toList();
            ((TextField) fields.get(number)).setText(text);
            return true;
        });
    }
}
