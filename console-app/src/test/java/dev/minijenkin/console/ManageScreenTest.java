package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
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
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
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
        try (Database open = Database.open(database.configuration(), HintSink.NONE)) {
            open.runInTransaction(tx -> EncryptionKeys.take(tx, runners.publicHalf()));
        }
    }

    @Test
    void aSecretIsSealedBeforeItLeavesAndNeverShown() throws SQLException, IOException {
        show("Secrets");
        robot.push(KeyCode.N);
        bench.await("New secret");
        fill(0, "3bad");
        fill(2, VALUE);
        bench.fire("Set");
        bench.awaitPart("A name has letters, digits and _ only");
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
        robot.push(KeyCode.E);
        bench.await("Switch off pager?");
        bench.fire("Switch off");
        bench.await("pager is off: nothing is sent to it");
        assertThat(sql.rows("select enabled from outbox_targets where name = 'pager'"))
                .containsExactly("f");

        show("Repositories");
        select("checkout");
        robot.push(KeyCode.E);
        bench.await("Forks of checkout");
        bench.fire("Set");
        bench.awaitPart("Pull requests from forks of checkout wait: ");
        assertThat(bench.refusal("Remove…")).isEqualTo("A repository is not removed from here");
    }

    @Test
    void aTokenIsShownOnce() throws SQLException, IOException {
        show("Tokens");
        robot.push(KeyCode.N);
        bench.await("New token");
        fill(0, "dashboard");
        bench.fire("Make it");
        bench.await("This is the only time that it is shown.");
        String token = bench.find(".shown-once", TextField.class).getText();
        bench.screenshotInBothLooks("manage-token");
        assertThat(
                        sql.rows(
                                "select name from tokens t where position('"
                                        + token
                                        + "' in t::text) > 0"))
                .isEmpty();
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
        bench.awaitPart(name);
        bench.selectRow("managed", name);
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
