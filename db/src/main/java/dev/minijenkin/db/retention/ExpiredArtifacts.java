package dev.minijenkin.db.retention;

import dev.minijenkin.db.Tx;

/// Artifacts whose time is over.
final class ExpiredArtifacts implements ExpiredRows {
    private static final int MOST = 50;

    @Override
    public Deleted deleteSome(Tx tx) {
        int gone =
                tx.sql()
                        .execute(
                                """
                                delete from artifacts where id = any(array(
                                    select id from artifacts where expires_at < now()
                                    order by expires_at limit %d for update skip locked))
                                """
                                        .formatted(MOST));
        return new Deleted(gone, gone == MOST);
    }
}
