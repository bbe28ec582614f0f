package dev.minijenkin.db.view.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.outbox.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveryViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void whatCameInNamesTheRunsThatItStarted() {
        DeliveryId id = delivery();
        var run = database.transaction(tx -> new SampleRun().askedForBy(id).insert(tx, shop));
        database.transaction(tx -> {
            Deliveries.finish(tx, id, DeliveryState.PROCESSED, Optional.empty());
            return true;
        });

        IncomingView shown = incoming(10).getFirst();
        assertThat(shown.id()).isEqualTo(id);
        assertThat(shown.what().repository()).isEqualTo("shop");
        assertThat(shown.progress().state()).isEqualTo(DeliveryState.PROCESSED);
        assertThat(shown.progress().nextAttempt()).isNull();
        assertThat(shown.hasBody()).isTrue();
        assertThat(shown.started())
                .extracting(IncomingView.StartedRun::id)
                .containsExactly(run.id());
        assertThat(viewer.<String>statement(tx -> DeliveryViews.payload(tx, id, 100)))
                .isEqualTo("{}");
    }

    @Test
    void whatFailedOrWaitsIsShownHoweverManyCameLater() {
        DeliveryId failed = delivery();
        DeliveryId waits = delivery();
        database.transaction(tx -> {
            Deliveries.finish(tx, failed, DeliveryState.FAILED, Optional.of("no such commit"));
            Deliveries.retryLater(tx, waits, "the host is away", Duration.ofMinutes(1));
            return true;
        });
        DeliveryId last = delivery();
        database.transaction(tx -> {
            Deliveries.finish(tx, last, DeliveryState.IGNORED, Optional.of("no workflow"));
            return true;
        });

        assertThat(incoming(1))
                .extracting(each -> each.id().value() + ": " + each.progress().error())
                .containsExactly(
                        last.value() + ": no workflow",
                        waits.value() + ": the host is away",
                        failed.value() + ": no such commit");
    }

    @Test
    void whatGoesOutTellsItsTriesAndDeadLettersStay() {
        test.rows()
                .execute(
                        """
                        insert into outbox_targets (name, kind, url, sealed_to, sealed_secret, events)
                        select 'chat', 'slack', 'https://chat', fingerprint, 'x', '{run_failed}' from encryption_keys limit 1;
                        insert into webhooks_outbox (target_id, event, subject, body, state, attempts, last_error, delivered_at)
                        select id, 'run_failed', 'main', '{"title": "ci"}', s, 1, case s when 'dead' then 'gone' end,
                            case s when 'delivered' then now() end
                        from outbox_targets, unnest(array['dead', 'delivered', 'delivered']) s;
                        insert into outbox_attempts (outbox_id, number, started_at, duration_ms, status, error)
                        select min(id), n, now(), 120, case n when 2 then 500 end, 'refused' from webhooks_outbox, generate_series(1, 2) n group by n
                        """);

        OutgoingView shown = viewer.statement(tx -> DeliveryViews.outgoing(tx, 1));
        assertThat(shown.messages())
                .extracting(Message::state)
                .containsExactly("delivered", "dead");
        assertThat(shown.targets())
                .singleElement()
                .satisfies(target -> assertThat(target.dead()).isEqualTo(1));
        MessageId dead = shown.messages().getLast().id();
        assertThat(viewer.<List<DeliveryAttempt>>statement(tx -> DeliveryViews.attempts(tx, dead)))
                .extracting(each -> each.number() + " " + each.status() + " " + each.error())
                .containsExactly("2 500 refused", "1 null refused");
    }

    private List<IncomingView> incoming(int limit) {
        return viewer.statement(tx -> DeliveryViews.incoming(tx, limit));
    }

    private DeliveryId delivery() {
        return database.transaction(tx -> SampleData.delivery(tx, shop));
    }
}
