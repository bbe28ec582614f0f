package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/// What Slack publishes of the payload of an incoming webhook, as far as messages of ours could
/// meet it: docs.slack.dev, "Block Kit reference" and "Formatting message text".
@NullMarked
final class SlackRules {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BLOCKS = 50;
    private static final int MOST_ATTACHMENTS = 100;
    private static final int TEXT_OF_MESSAGE = 40_000;
    private static final int SECTION_TEXT = 3000;
    private static final int FIELD_TEXT = 2000;
    private static final int FIELDS = 10;
    private static final int HEADER_TEXT = 150;
    private static final int CONTEXT_ELEMENTS = 10;

    /// `&`, `<` and `>` only as entities, or as a link, a mention or a date.
    private static final Pattern WELL_ESCAPED =
            Pattern.compile("(?:[^&<>]++|&amp;|&lt;|&gt;|<https?://[^<>|]++(?:\\|[^<>|]*+)?>)*+");

    private final List<String> problems = new ArrayList<>();

    private SlackRules() {}

    /// Empty where Slack would take it.
    static List<String> problems(String payload) {
        SlackRules rules = new SlackRules();
        try {
            rules.message(JSON.readTree(payload));
        } catch (JsonProcessingException _) {
            rules.problems.add("invalid_payload");
        }
        return rules.problems;
    }

    private void message(JsonNode message) {
        only(message, "text", "blocks", "attachments", "mrkdwn");
        if (!message.has("text") && !message.has("blocks") && !message.has("attachments")) {
            problems.add("no_text");
        }
        String text = message.path("text").asText("");
        check(!text.isEmpty() && text.length() <= TEXT_OF_MESSAGE, "text too long or empty");
        check(WELL_ESCAPED.matcher(text).matches(), "text is not escaped: " + text);
        blocks(message.path("blocks"));
        check(message.path("attachments").size() <= MOST_ATTACHMENTS, "too_many_attachments");
        for (JsonNode attachment : message.path("attachments")) {
            only(attachment, "color", "blocks", "fallback");
            check(
                    attachment
                            .path("color")
                            .asText()
                            .matches("#[0-9A-Fa-f]{6}|good|warning|danger"),
                    "invalid color");
            blocks(attachment.path("blocks"));
        }
    }

    private void blocks(JsonNode blocks) {
        check(blocks.size() <= MOST_BLOCKS, "more than 50 blocks");
        for (JsonNode block : blocks) {
            switch (block.path("type").asText()) {
                case "section" -> section(block);
                case "context" -> context(block);
                case "header" -> {
                    only(block, "type", "text");
                    text(block.path("text"), HEADER_TEXT, Set.of("plain_text"));
                }
                case "divider" -> only(block, "type");
                default -> problems.add("invalid_blocks: type " + block.path("type"));
            }
        }
    }

    private void section(JsonNode section) {
        only(section, "type", "text", "fields", "block_id");
        check(
                section.has("text") || section.has("fields"),
                "a section with neither text nor fields");
        if (section.has("text")) {
            text(section.path("text"), SECTION_TEXT, Set.of("plain_text", "mrkdwn"));
        }
        if (section.has("fields")) {
            JsonNode fields = section.path("fields");
            check(!fields.isEmpty() && fields.size() <= FIELDS, "fields: 1 to 10");
            fields.forEach(field -> text(field, FIELD_TEXT, Set.of("plain_text", "mrkdwn")));
        }
    }

    private void context(JsonNode context) {
        only(context, "type", "elements", "block_id");
        JsonNode elements = context.path("elements");
        check(!elements.isEmpty() && elements.size() <= CONTEXT_ELEMENTS, "elements: 1 to 10");
        elements.forEach(element -> text(element, SECTION_TEXT, Set.of("plain_text", "mrkdwn")));
    }

    private void text(JsonNode text, int most, Set<String> types) {
        String type = text.path("type").asText();
        String content = text.path("text").asText();
        check(types.contains(type), "a text of type " + type);
        check(!content.isEmpty(), "an empty text");
        check(content.length() <= most, "a text of " + content.length() + ", more than " + most);
        if (type.equals("plain_text")) {
            only(text, "type", "text", "emoji");
        } else {
            only(text, "type", "text", "verbatim");
            check(WELL_ESCAPED.matcher(content).matches(), "text is not escaped: " + content);
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
