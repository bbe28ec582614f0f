package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.outbox.TakenMessage.Receiver;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.secret.EncryptionKeys;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TargetSealsTest {
    private static final String URL = "https://api.github.com/repos/shop/web";

    @AutoClose private final OutboxBench bench = new OutboxBench();
    private final KeyPair old = KeyPair.generate(KeyPurpose.SERVER);
    private final KeyPair next = KeyPair.generate(KeyPurpose.SERVER);

    /// Else whoever may write the row has the token sent to himself.
    @Test
    void aSecretIsOpenedForItsNameKindAndAddressAlone() {
        add();
        bench.insert(new TargetId(1), "subject", 1);
        assertThat(TargetSeals.open(ring(old), bench.take().getFirst().receiver()))
                .isEqualTo("ghp_token");

        bench.rows().execute("update outbox_targets set url = 'https://evil.example.org'");
        bench.rows().execute("update webhooks_outbox set claimed_by = null, claimed_until = null");
        Receiver moved = bench.take().getFirst().receiver();
        assertThatThrownBy(() -> TargetSeals.open(ring(old), moved))
                .isInstanceOf(SealException.class);
    }

    @Test
    void anAdministratorSealsAnewWhatIsSealedToARetiredKey() {
        add();
        try (Database admin = Database.open(bench.test().memberOf("mj_admin"), HintSink.NONE)) {
            assertThat(admin.<List<Receiver>>statement(TargetSeals::outdated)).isEmpty();
            admin.runInTransaction(tx -> EncryptionKeys.take(tx, next.publicHalf()));
            Receiver outdated = admin.statement(TargetSeals::outdated).getFirst();

            admin.runInTransaction(tx ->
                    TargetSeals.replace(
                            tx,
                            outdated,
                            next.publicHalf(),
                            TargetSeals.open(ring(old), outdated)));

            assertThat(admin.<List<Receiver>>statement(TargetSeals::outdated)).isEmpty();
        }
        bench.insert(new TargetId(1), "subject", 1);
        assertThat(TargetSeals.open(ring(next), bench.take().getFirst().receiver()))
                .isEqualTo("ghp_token");
    }

    private void add() {
        bench.database.runInTransaction(tx -> EncryptionKeys.take(tx, old.publicHalf()));
        Sealed sealed =
                TargetSeals.seal(
                        old.publicHalf(), "status", TargetKind.GITHUB_STATUS, URL, "ghp_token");
        bench.add(
                new NewTarget(
                        "status",
                        TargetKind.GITHUB_STATUS,
                        bench.shop,
                        URL,
                        sealed.key(),
                        sealed.ciphertext(),
                        TargetFilter.of(TargetEvent.RUN_FINISHED)));
    }

    private static KeyRing ring(KeyPair pair) {
        return KeyRing.of(List.of(pair));
    }
}
