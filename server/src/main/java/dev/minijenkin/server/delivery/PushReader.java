package dev.minijenkin.server.delivery;

import static dev.minijenkin.server.delivery.PayloadFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.workflow.trigger.Event;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/// Reads which refs a push moved. Bitbucket tells of all refs of a push in one delivery; the other
/// hosts, and the post-receive hook, send one for each.
final class PushReader {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern ZERO = Pattern.compile("0{40}|0{64}");
    private static final String NONE = "0".repeat(40);

    private PushReader() {}

    /// A ref and where it was and is; all zeros, or empty, where it did not exist.
    private record Move(String ref, String before, String after) {}

    /// One request a ref, in the order of the payload.
    static List<DeliveryRequest> read(DeliverySource source, JsonNode payload) {
        String actor = PayloadFields.actor(payload);
        Map<String, DeliveryRequest> requests = new LinkedHashMap<>();
        for (Move move : moves(source, payload)) {
            // Of a ref that a payload names twice the last word counts.
            requests.remove(move.ref());
            requests.put(move.ref(), request(move, actor));
        }
        return requests.isEmpty()
                ? List.of(new DeliveryRequest.Unreadable("The payload of the push names no ref"))
                : List.copyOf(requests.values());
    }

    /// Bitbucket Cloud says `push.changes[].new`, Bitbucket Data Center `changes[].ref`.
    private static List<Move> moves(DeliverySource source, JsonNode payload) {
        List<Move> moves = new ArrayList<>();
        if (source != DeliverySource.BITBUCKET) {
            moves.add(
                    new Move(
                            text(payload, "/ref"),
                            text(payload, "/before"),
                            text(payload, "/after")));
        } else if (payload.at("/push/changes").isArray()) {
            payload.at("/push/changes").forEach(change -> moves.add(ofCloud(change)));
        } else {
            payload.at("/changes")
                    .forEach(change ->
                            moves.add(
                                    new Move(
                                            text(change, "/ref/id"),
                                            text(change, "/fromHash"),
                                            text(change, "/toHash"))));
        }
        return moves;
    }

    private static Move ofCloud(JsonNode change) {
        JsonNode shown = change.at("/new").isObject() ? change.at("/new") : change.at("/old");
        String folder = text(shown, "/type").contains("tag") ? "refs/tags/" : "refs/heads/";
        String name = text(shown, "/name");
        return new Move(
                name.isEmpty() ? "" : folder + name,
                text(change, "/old/target/hash"),
                change.at("/new").isObject() ? text(change, "/new/target/hash") : NONE);
    }

    private static DeliveryRequest request(Move move, String actor) {
        String ref = move.ref();
        if (!ref.startsWith("refs/")) {
            return new DeliveryRequest.Unreadable("The payload of the push names no ref");
        }
        if (!Repository.isValidRefName(ref)) {
            return new DeliveryRequest.Unreadable("\"" + ref + "\" is no ref that git knows");
        }
        if (ref.indexOf('\uFFFD') >= 0) {
            return new DeliveryRequest.Nothing(
                    "The name of "
                            + ref
                            + " is not UTF-8, so it can start no run: give it another name");
        }
        if (!RefNames.isBranch(ref) && !RefNames.isTag(ref)) {
            return new DeliveryRequest.Nothing(
                    ref + " is neither a branch nor a tag, so its push starts nothing");
        }
        if (ZERO.matcher(move.after()).matches()) {
            return new DeliveryRequest.Deleted(ref);
        }
        if (!SHA.matcher(move.after()).matches()) {
            return new DeliveryRequest.Unreadable(
                    "The push of " + ref + " names no commit of 40 hexadecimal digits");
        }
        boolean known =
                SHA.matcher(move.before()).matches() && !ZERO.matcher(move.before()).matches();
        return new DeliveryRequest.Push(
                Event.push(ref),
                known ? Optional.of(move.before()) : Optional.empty(),
                move.after(),
                actor);
    }
}
