package dev.minijenkin.server.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.PostgresText;
import java.util.List;

/// Single values in the payloads of the git hosts.
final class PayloadFields {
    /// Who did what no host names anybody for.
    static final String UNKNOWN = "unknown";

    /// Where the hosts name who pushed, the most telling first.
    private static final List<String> ACTORS =
            List.of(
                    "/sender/login",
                    "/pusher/login",
                    "/pusher/username",
                    "/pusher/name",
                    "/pusher",
                    "/user_username",
                    "/user/username",
                    "/actor/nickname",
                    "/actor/display_name",
                    "/actor/name");

    private PayloadFields() {}

    /// Who did it, as far as the host says so.
    static String actor(JsonNode payload) {
        return ACTORS.stream()
                .map(path -> text(payload, path))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// A text in a payload; empty where there is none.
    static String text(JsonNode node, String path) {
        return node.at(path).isTextual() ? PostgresText.text(node.at(path).textValue()) : "";
    }
}
