package dev.minijenkin.db.hook;

import dev.minijenkin.db.Columns;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps hooks that come at the same time, by one statement.
public final class Arrivals {
    private static final byte[] NONE = {};

    /// Repositories that somebody deletes just now are left out, so that none waits for that; the
    /// lock that is taken is the one that their foreign key would take for each row. Rows are
    /// inserted in the order of their keys, so that two servers do not wait for each other.
    private static final SetStatement KEEP =
            SetStatement.of(
                    """
                    with arrived as materialized (
                        select * from unnest(
                            ?::bigint[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::bytea[])
                            as a(repository_id, sealed_to, secret, source, delivery_key, event, payload, traceparent, body_hash)),
                    checked as materialized (
                        select r.id, r.hook_sealed_to, r.hook_secret from repositories r
                        where r.id = any(?::bigint[])
                        for key share of r skip locked)
                    insert into hook_deliveries (repository_id, source, delivery_key, event, payload, traceparent, body_hash)
                    select a.repository_id, a.source, a.delivery_key, a.event, a.payload, a.traceparent, nullif(a.body_hash, '')
                    from arrived a
                    join checked c on c.id = a.repository_id and c.hook_sealed_to = a.sealed_to and c.hook_secret = a.secret
                    order by a.repository_id, a.delivery_key
                    on conflict do nothing
                    returning id, repository_id, source, delivery_key
                    """);

    private Arrivals() {}

    private record Key(long repository, String source, String key) {}

    /// Keeps those that are new and were checked by the secret that their repository has now.
    ///
    /// @return for each, in their order, its id; empty: nothing was done, because it may be there
    ///   already, or its repository may have another secret or be gone
    public static List<Optional<DeliveryId>> keep(Tx tx, List<Arrival> arrivals) {
        Columns<Arrival> columns = new Columns<>(arrivals);
        Map<Key, DeliveryId> kept = new HashMap<>();
        KEEP.run(
                tx,
                (_, row) ->
                        kept.put(
                                new Key(
                                        row.getLong("repository_id"),
                                        row.getString("source"),
                                        row.getString("delivery_key")),
                                new DeliveryId(row.getLong("id"))),
                columns.longs(arrival -> arrival.delivery().repository().value()),
                columns.texts(arrival -> arrival.secret().key()),
                columns.bytes(arrival -> arrival.secret().ciphertext()),
                columns.texts(arrival -> EnumWords.of(arrival.delivery().source())),
                columns.texts(arrival -> arrival.delivery().key()),
                columns.texts(arrival -> arrival.delivery().event()),
                columns.bytes(arrival -> arrival.delivery().payload()),
                columns.texts(arrival -> arrival.delivery().traceparent()),
                columns.bytes(arrival -> arrival.bodyHash().orElse(NONE)),
                arrivals.stream()
                        .mapToLong(arrival -> arrival.delivery().repository().value())
                        .distinct()
                        .toArray());
        kept.values().forEach(id -> tx.hint(Topic.DELIVERY, id.value()));
        List<Optional<DeliveryId>> ids = new ArrayList<>();
        // Of two with the same key one was kept, and the other comes again.
        arrivals.forEach(arrival -> ids.add(Optional.ofNullable(kept.remove(key(arrival)))));
        return ids;
    }

    private static Key key(Arrival arrival) {
        NewDelivery delivery = arrival.delivery();
        return new Key(
                delivery.repository().value(), EnumWords.of(delivery.source()), delivery.key());
    }
}
