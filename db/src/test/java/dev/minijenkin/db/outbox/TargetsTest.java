package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @AutoClose private final OutboxBench bench = new OutboxBench();

    @Test
    void anAdministratorAddsListsPausesAndRemovesWithoutReadingASecret() {
        NewTarget target =
                new NewTarget(
                        "chat",
                        TargetKind.SLACK,
                        bench.shop,
                        "https://hooks.slack.com",
                        "key",
                        new byte[] {1, 2, 3},
                        new TargetFilter(
                                Set.of(TargetEvent.RUN_FAILED, TargetEvent.JOB_FAILED),
                                List.of("ci"),
                                List.of("main"),
                                false));
        try (Database admin = Database.open(bench.test().memberOf("mj_admin"), HintSink.NONE)) {
            assertThat(admin.<Optional<TargetId>>statement(tx -> Targets.add(tx, target)))
                    .isPresent();
            assertThat(admin.<Optional<TargetId>>statement(tx -> Targets.add(tx, target)))
                    .as("its name is taken")
                    .isEmpty();
            assertThat(admin.<Boolean>statement(tx -> Targets.setEnabled(tx, "chat", false)))
                    .isTrue();
            assertThat(admin.<List<Target>>statement(Targets::all))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.repository()).isEqualTo("shop");
                        assertThat(found.events()).containsExactly("job_failed", "run_failed");
                        assertThat(found.branches()).containsExactly("main");
                        assertThat(found.enabled()).isFalse();
                    });
            assertThatThrownBy(() ->
                            admin.run(tx ->
                                    tx.sql().execute("select sealed_secret from outbox_targets")))
                    .hasMessageContaining("permission denied");
            assertThat(admin.<Boolean>statement(tx -> Targets.remove(tx, "chat"))).isTrue();
            assertThat(admin.<Boolean>statement(tx -> Targets.remove(tx, "chat"))).isFalse();
        }
    }

    @Test
    void aTargetThatCannotWorkIsRefused() {
        assertRefused(
                "outbox_targets_secret_is_there", "name, kind, url", "'a', 'slack', 'https://a'");
        assertRefused(
                "outbox_targets_status_has_repository",
                "name, kind, url, sealed_to, sealed_secret",
                "'a', 'github_status', 'https://a', 'k', 'x'");
        assertRefused(
                "outbox_targets_changes_are_of_ends",
                "name, kind, url, events, only_changes",
                "'a', 'webhook', 'https://a', '{run_failed}', true");
        assertRefused(
                "outbox_targets_events_check",
                "name, kind, url, events",
                "'a', 'webhook', 'https://a', '{what}'");
        assertRefused(
                "outbox_targets_url_check",
                "name, kind, url",
                "'a', 'webhook', 'https://user:password@a'");
    }

    @Test
    void messagesOfARemovedTargetAreNeitherSentNorKept() {
        TargetId id = bench.webhook("gone", TargetEvent.RUN_FINISHED);
        bench.insert(id, "subject", 2);
        bench.database.run(tx -> Targets.remove(tx, "gone"));

        assertThat(bench.take()).isEmpty();

        try (Database server = Database.open(bench.test().memberOf("mj_server"), HintSink.NONE)) {
            server.runInTransaction(OutboxLeftovers::delete);
        }
        assertThat(bench.rows().count("webhooks_outbox")).isZero();
    }

    private void assertRefused(String constraint, String columns, String values) {
        assertThatThrownBy(() ->
                        bench.database.run(tx ->
                                tx.sql()
                                        .execute(
                                                "insert into outbox_targets ("
                                                        + columns
                                                        + ") values ("
                                                        + values
                                                        + ")")))
                .hasMessageContaining(constraint);
    }
}
