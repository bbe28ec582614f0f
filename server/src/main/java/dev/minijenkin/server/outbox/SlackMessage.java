package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/// A message as an incoming webhook of Slack takes it: one attachment, for the colour beside it,
/// with blocks.
///
/// What others wrote cannot format, link or mention: `&`, `<` and `>` are escaped, free texts are
/// plain text or code, and Slack is told to look for no names in them (`verbatim`). Lengths are
/// those that Slack publishes, after escaping.
final class SlackMessage {
    private static final int TEXT = 3000;
    private static final int FIELD = 2000;
    private static final int FIELDS = 10;
    private static final int NAME = 200;
    private static final int CODE = 1500;

    private static final Pattern EDGE = Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    private static final JsonMapper JSON = new JsonMapper();

    private SlackMessage() {}

    static String of(Told told) {
        return switch (told) {
            case Told.OfRun run -> ofRun(run);
            case Told.OfMatch match -> ofMatch(match);
            case Told.OfTest test -> ofTest(test);
        };
    }

    private static String ofTest(Told.OfTest test) {
        ObjectNode message = JSON.createObjectNode();
        message.put("text", Cut.to(TEXT, test.title(), SlackMessage::escaped));
        ArrayNode blocks = blocks(message, Standing.SUCCESS.color());
        mrkdwn(blocks, "*" + link(test.title(), test.link().toString()) + "*");
        plain(section(blocks), test.text());
        return message.toString();
    }

    private static String ofRun(Told.OfRun told) {
        Wording words = new Wording(told);
        ObjectNode message = JSON.createObjectNode();
        message.put("text", Cut.to(TEXT, words.headline(), SlackMessage::escaped));
        ArrayNode blocks = blocks(message, told.standing().color());
        mrkdwn(
                blocks,
                "*%s* %s on %s"
                        .formatted(
                                link(words.name(), told.link().toString()),
                                words.verb(),
                                code(words.branch())));
        words.place().ifPresent(place -> mrkdwn(blocks, "*Broke in* " + code(place)));
        words.error().ifPresent(error -> mrkdwn(blocks, codeBlock(error)));
        fields(blocks, words.facts());
        context(blocks, words.commit());
        return message.toString();
    }

    private static String ofMatch(Told.OfMatch told) {
        MatchWording words = new MatchWording(told);
        ObjectNode message = JSON.createObjectNode();
        message.put("text", Cut.to(TEXT, words.headline(), SlackMessage::escaped));
        ArrayNode blocks = blocks(message, MatchWording.COLOR);
        mrkdwn(
                blocks,
                "*%s* on %s printed what %s asks for"
                        .formatted(
                                link(words.name(), told.link().toString()),
                                code(words.branch()),
                                code(told.search())));
        if (!told.text().isBlank()) {
            mrkdwn(blocks, codeBlock(told.text()));
        }
        context(blocks, words.lines() + " · " + words.commit());
        return message.toString();
    }

    private static void context(ArrayNode blocks, String text) {
        ObjectNode context = blocks.addObject();
        context.put("type", "context");
        plainText(context.putArray("elements").addObject(), text);
    }

    private static ArrayNode blocks(ObjectNode message, int color) {
        ObjectNode attachment = message.putArray("attachments").addObject();
        attachment.put("color", "#%06X".formatted(color));
        return attachment.putArray("blocks");
    }

    private static void fields(ArrayNode blocks, Map<String, String> facts) {
        if (facts.isEmpty()) {
            return;
        }
        ArrayNode fields = section(blocks).putArray("fields");
        facts.entrySet().stream()
                .limit(FIELDS)
                .forEach(fact ->
                        verbatim(
                                fields.addObject(),
                                "*"
                                        + fact.getKey()
                                        + "*\n"
                                        + Cut.to(
                                                FIELD - 100,
                                                neutral(fact.getValue()),
                                                SlackMessage::escaped)));
    }

    private static ObjectNode section(ArrayNode blocks) {
        ObjectNode section = blocks.addObject();
        section.put("type", "section");
        return section;
    }

    private static void mrkdwn(ArrayNode blocks, String text) {
        verbatim(section(blocks).putObject("text"), text);
    }

    private static void verbatim(ObjectNode text, String content) {
        text.put("type", "mrkdwn");
        text.put("text", content);
        text.put("verbatim", true);
    }

    private static void plain(ObjectNode section, String text) {
        plainText(section.putObject("text"), text);
    }

    private static void plainText(ObjectNode text, String content) {
        text.put("type", "plain_text");
        text.put("text", Cut.to(FIELD, content));
        text.put("emoji", false);
    }

    private static String link(String label, String address) {
        return "<%s|%s>"
                .formatted(
                        escaped(address),
                        Cut.to(NAME, neutral(label).replace('|', '¦'), SlackMessage::escaped));
    }

    private static String code(String text) {
        return "`" + Cut.to(NAME, text.replace('`', 'ʼ'), SlackMessage::escaped) + "`";
    }

    private static String codeBlock(String text) {
        return "```" + Cut.to(CODE, text.replace('`', 'ʼ'), SlackMessage::escaped) + "```";
    }

    /// Without the letters that format, for which Slack has no escape. A low line does so at the
    /// edge of a word alone.
    private static String neutral(String text) {
        return EDGE.matcher(text.replace('*', '∗').replace('~', '∼').replace('`', 'ʼ'))
                .replaceAll("＿");
    }

    private static String escaped(String text) {
        StringBuilder all = new StringBuilder();
        text.codePoints().forEach(character -> all.append(escaped(character)));
        return all.toString();
    }

    private static String escaped(int character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(character);
        };
    }
}
