package dev.minijenkin.db.guest;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Secrets for jobs of guests: a runner that holds the key opens what the job may have, and seals
/// it to the key of the guest, in its own process.
public final class GuestSecrets {
    private static final int MOST = 20;

    private GuestSecrets() {}

    /// Seals for those that wait.
    ///
    /// @param keys of this process
    /// @return for how many claims; those whose secrets it cannot open it leaves to others
    public static int seal(Tx tx, KeyRing keys) {
        Map<ClaimId, List<SealedSecret>> sealed = new LinkedHashMap<>();
        Map<ClaimId, List<SealedSecret>> closed = new LinkedHashMap<>();
        tx.sql()
                .fetch("select * from secrets_for_guests(?)", MOST)
                .forEach(row -> {
                    ClaimId claim = new ClaimId(row.get("claim_id", Long.class));
                    SealedSecret secret = Secrets.secret(row);
                    try {
                        SealingKey guest =
                                SealingKey.of(KeyPurpose.RUNNER, row.get("keyset", byte[].class));
                        sealed.computeIfAbsent(claim, _ -> new ArrayList<>())
                                .add(
                                        SealedSecret.of(
                                                guest,
                                                secret.name(),
                                                secret.reach(),
                                                secret.open(keys)));
                    } catch (SealException _) {
                        // Another runner may hold the key; the guest says so where none does.
                        closed.computeIfAbsent(claim, _ -> new ArrayList<>()).add(secret);
                    }
                });
        sealed.keySet().removeAll(closed.keySet());
        sealed.forEach((claim, secrets) -> give(tx, claim, secrets));
        return sealed.size();
    }

    private static void give(Tx tx, ClaimId claim, List<SealedSecret> secrets) {
        boolean first =
                tx.sql()
                                .execute(
                                        """
                                        update guest_claims set secrets_given_at = now()
                                        where claim_id = ? and secrets_given_at is null
                                        """,
                                        claim.value())
                        > 0;
        if (first) {
            secrets.forEach(secret ->
                    tx.sql()
                            .execute(
                                    """
                                    insert into guest_secrets
                                        (claim_id, name, repository_id, environment_id, sealed_to, ciphertext)
                                    values (?, ?, ?, ?, ?, ?)
                                    """,
                                    claim.value(),
                                    secret.name().text(),
                                    secret.reach().repositoryValue(),
                                    secret.reach().environmentValue(),
                                    secret.sealed().key(),
                                    secret.sealed().ciphertext()));
        }
    }
}
