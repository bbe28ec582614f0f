package dev.minijenkin.stress.reliability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.reliability.TroubledReceiver.Arrival;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.StressException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether what arrived is what the database says, and what was committed.
///
/// @param committed when each run was about to be committed
record ToldCheck(BenchDatabase bench, List<Arrival> arrivals, Map<Long, Long> committed) {
    private static final JsonMapper JSON = new JsonMapper();

    void check(Report report) {
        Map<String, Long> messages =
                bench.byName("select idempotency_key::text, id from webhooks_outbox");
        Map<String, Long> subjects =
                bench.byName(
                        """
                        select idempotency_key::text, dense_rank() over (order by target_id, subject) from webhooks_outbox
                        """);
        Set<String> arrived = new HashSet<>();
        Map<Long, Long> last = new HashMap<>();
        Map<String, Long> runs = new HashMap<>();
        int unknown = 0;
        int early = 0;
        int disordered = 0;
        int keys = 0;
        int lies = 0;
        for (Arrival arrival : arrivals) {
            Long message = messages.get(arrival.key());
            JsonNode body = read(arrival);
            long run = body.path("run").path("id").asLong();
            unknown += message == null ? 1 : 0;
            early += arrival.at() < committed.getOrDefault(run, Long.MAX_VALUE) ? 1 : 0;
            lies += body.path("conclusion").asText().equals("success") ? 0 : 1;
            Long known = runs.putIfAbsent(arrival.key(), run);
            keys += known != null && known != run ? 1 : 0;
            if (message != null && arrived.add(arrival.key())) {
                Long before = last.put(subjects.get(arrival.key()), message);
                disordered += before != null && before > message ? 1 : 0;
            }
        }
        report.check("what arrives is a message", unknown, "arrivals are of no message");
        report.check(
                "none arrives before its transaction is committed",
                early,
                "arrivals came before the transaction that caused them was committed");
        report.check(
                "what was rolled back is told to nobody",
                lies,
                "arrivals tell of an end that was rolled back");
        report.check("a key is of one message", keys, "keys were used for two messages");
        report.check(
                "what is told of a branch comes in its order",
                disordered,
                "messages came after a later one of their branch");
        report.check(
                "each end has one message",
                committed.size() - (long) messages.size(),
                "ends have no message, or more than one");
        report.check(
                "all messages arrive",
                messages.size() - (long) arrived.size(),
                "messages never arrived");
        report.check(
                "the database knows that they arrived",
                bench.count("select count(*) from webhooks_outbox where state <> 'delivered'"),
                "messages are not delivered in the database");
    }

    private static JsonNode read(Arrival arrival) {
        try {
            return JSON.readTree(arrival.body());
        } catch (JsonProcessingException e) {
            throw new StressException("A message is no JSON: " + arrival.body(), e);
        }
    }
}
