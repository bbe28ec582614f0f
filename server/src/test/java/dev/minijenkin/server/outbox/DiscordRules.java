package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// What Discord publishes of the payload of "Execute Webhook" and of embeds, as far as messages of
/// ours could meet it.
@NullMarked
final class DiscordRules {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONTENT = 2000;
    private static final int EMBEDS = 10;
    private static final int TITLE = 256;
    private static final int DESCRIPTION = 4096;
    private static final int FIELDS = 25;
    private static final int FIELD_NAME = 256;
    private static final int FIELD_VALUE = 1024;
    private static final int FOOTER = 2048;
    private static final int AUTHOR = 256;
    private static final int ALL = 6000;
    private static final int USERNAME = 80;

    private final List<String> problems = new ArrayList<>();
    private int all;

    private DiscordRules() {}

    /// Empty where Discord would take it.
    static List<String> problems(String payload) {
        DiscordRules rules = new DiscordRules();
        try {
            rules.message(JSON.readTree(payload));
        } catch (JsonProcessingException _) {
            rules.problems.add("invalid JSON");
        }
        return rules.problems;
    }

    private void message(JsonNode message) {
        only(message, "username", "content", "embeds", "allowed_mentions");
        check(message.has("content") || message.has("embeds"), "Cannot send an empty message");
        check(message.path("content").asText().length() <= CONTENT, "content");
        String username = message.path("username").asText("Mini-Jenkin");
        check(!username.isEmpty() && username.length() <= USERNAME, "username");
        check(!username.toLowerCase(Locale.ROOT).contains("discord"), "a forbidden username");
        check(message.path("embeds").size() <= EMBEDS, "more than 10 embeds");
        check(
                message.path("allowed_mentions").path("parse").isArray()
                        && message.path("allowed_mentions").path("parse").isEmpty(),
                "somebody could be mentioned");
        message.path("embeds").forEach(this::embed);
        check(all <= ALL, "%d characters in all embeds".formatted(all));
    }

    private void embed(JsonNode embed) {
        only(
                embed,
                "title",
                "url",
                "description",
                "color",
                "fields",
                "footer",
                "timestamp",
                "author");
        text(embed.path("title"), TITLE);
        text(embed.path("description"), DESCRIPTION);
        text(embed.path("footer").path("text"), FOOTER);
        text(embed.path("author").path("name"), AUTHOR);
        check(embed.path("url").asText("http://").matches("https?://.*"), "url");
        int color = embed.path("color").asInt(0);
        check(color >= 0 && color <= 0xFFFFFF, "color");
        if (embed.has("timestamp")) {
            check(isTime(embed.path("timestamp").asText()), "timestamp");
        }
        check(embed.path("fields").size() <= FIELDS, "more than 25 fields");
        for (JsonNode field : embed.path("fields")) {
            only(field, "name", "value", "inline");
            check(!field.path("name").asText().isBlank(), "a field without a name");
            check(!field.path("value").asText().isBlank(), "a field without a value");
            text(field.path("name"), FIELD_NAME);
            text(field.path("value"), FIELD_VALUE);
        }
    }

    private void text(JsonNode text, int most) {
        if (!text.isMissingNode()) {
            String content = text.asText();
            check(!content.isBlank(), "an empty text");
            check(content.length() <= most, "%d, more than %d".formatted(content.length(), most));
            all += content.strip().length();
        }
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private void only(JsonNode node, String... names) {
        Set<String> known = Set.of(names);
        node.fieldNames()
                .forEachRemaining(name -> check(known.contains(name), "unknown field " + name));
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
