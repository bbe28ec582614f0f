package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.TargetRegistration.Wanted;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.secret.EncryptionKeys;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TargetRegistrationTest {
    private static final String RECEIVER = "https://receiver.example/ci";

    @AutoClose private final OutboxBench bench = new OutboxBench();

    TargetRegistrationTest() {
        bench.database.runInTransaction(
                tx -> EncryptionKeys.take(tx, KeyPair.generate(KeyPurpose.SERVER).publicHalf()));
    }

    @Test
    void ofEachKindThereIsOneThatHearsOfTheUsualEvents() {
        for (TargetKind kind : TargetKind.values()) {
            add(
                    kind,
                    kind.isOfRepository() ? "shop" : "",
                    kind.hasSecretAddress() ? "" : RECEIVER,
                    new TargetFilter(kind.usualEvents(), List.of(), List.of(), false));

            assertThat(bench.database.<List<Target>>statement(Targets::all))
                    .singleElement()
                    .satisfies(target -> {
                        assertThat(target.kind()).isEqualTo(kind);
                        assertThat(target.events())
                                .containsExactlyInAnyOrderElementsOf(
                                        kind.usualEvents().stream().map(EnumWords::of).toList());
                    });
            bench.database.run(tx -> Targets.remove(tx, "told"));
        }
    }

    @Test
    void whatBreaksARuleIsRefusedInWordsForAPerson() {
        assertRefused(
                TargetRule.WEBHOOK_HAS_ADDRESS,
                () -> add(TargetKind.WEBHOOK, "", "", TargetFilter.of(TargetEvent.RUN_FINISHED)));
        // Also where its address is known: whose commits it tells of it does not say.
        assertRefused(
                TargetRule.STATUS_HAS_REPOSITORY,
                () ->
                        add(
                                TargetKind.GITEA_STATUS,
                                "",
                                RECEIVER,
                                TargetFilter.of(TargetEvent.RUN_FINISHED)));
        assertRefused(
                TargetRule.STATUS_HAS_REPOSITORY,
                () ->
                        add(
                                TargetKind.GITHUB_CHECKS,
                                "",
                                RECEIVER,
                                TargetFilter.of(TargetEvent.RUN_FINISHED)));
        assertRefused(
                TargetRule.CHANGES_ARE_OF_ENDS,
                () ->
                        add(
                                TargetKind.WEBHOOK,
                                "",
                                RECEIVER,
                                onlyChanges(TargetEvent.RUN_FINISHED, TargetEvent.RUN_FAILED)));
        assertRefused(
                TargetRule.STATUS_HEARS_OF_RUNS,
                () ->
                        add(
                                TargetKind.GITLAB_STATUS,
                                "shop",
                                RECEIVER,
                                TargetFilter.of(TargetEvent.JOB_FAILED)));
        assertRefused(
                TargetRule.CHECK_FOLLOWS_ITS_JOB,
                () ->
                        add(
                                TargetKind.GITHUB_CHECKS,
                                "shop",
                                RECEIVER,
                                onlyChanges(TargetEvent.RUN_FINISHED)));
        assertRefused(
                TargetRule.CHECK_FOLLOWS_ITS_JOB,
                () ->
                        add(
                                TargetKind.GITHUB_CHECKS,
                                "shop",
                                RECEIVER,
                                TargetFilter.of(TargetEvent.BREAK_GLASS)));

        assertThat(bench.rows().count("outbox_targets")).isZero();
    }

    @Test
    void ofAChatOnlyThatPartOfItsAddressIsShownThatOpensNothing() {
        add(
                TargetKind.SLACK,
                "",
                "",
                "https://hooks.example:8443/services/T0/secret",
                TargetFilter.of(TargetEvent.RUN_FINISHED));

        assertThat(bench.rows().text("select url from outbox_targets"))
                .isEqualTo("https://hooks.example:8443");
        assertThat(bench.rows().count("outbox_targets t where t::text like '%T0%'")).isZero();
    }

    @Test
    void aStatusIsSentToTheForgeThatTheRepositoryComesFrom() {
        bench.rows().execute("update repositories set url = 'git@git.example:team/shop.git'");
        TargetFilter ends = TargetFilter.of(TargetEvent.RUN_FINISHED);
        add(TargetKind.GITEA_STATUS, "shop", "", ends);

        assertThat(bench.rows().text("select url from outbox_targets"))
                .isEqualTo("https://git.example/api/v1/repos/team/shop");
        bench.rows().execute("update repositories set url = '/srv/git/shop'");
        assertThatThrownBy(() -> add(TargetKind.GITEA_STATUS, "shop", "", ends))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "/srv/git/shop does not say where the API of its forge has it");
    }

    private void assertRefused(TargetRule rule, Runnable added) {
        assertThatThrownBy(added::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(rule.sentence());
    }

    private static TargetFilter onlyChanges(TargetEvent... events) {
        return new TargetFilter(Set.of(events), List.of(), List.of(), true);
    }

    private void add(TargetKind kind, String repository, String url, TargetFilter filter) {
        add(
                kind,
                repository,
                url,
                kind.hasSecretAddress() ? "https://hooks.example/T0" : "s3cret",
                filter);
    }

    private void add(
            TargetKind kind, String repository, String url, String secret, TargetFilter filter) {
        Wanted wanted = new Wanted("told", kind, repository, url, secret, filter);
        bench.database.runInTransaction(tx -> TargetRegistration.add(tx, wanted));
    }
}
