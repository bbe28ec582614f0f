package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A message as a webhook of Discord takes it: one embed.
///
/// What others wrote cannot format and nobody is mentioned. The parts are so much shorter than
/// Discord takes them that all of them together stay below what it takes in all (6000).
final class DiscordMessage {
    private static final int TITLE = 256;
    private static final int PLACE = 400;
    private static final int CODE = 1500;
    private static final int VALUE = 300;
    private static final int COMMIT = 500;

    private static final JsonMapper JSON = new JsonMapper();

    private DiscordMessage() {}

    static String of(Told told) {
        ObjectNode message = JSON.createObjectNode();
        message.put("username", "Mini-Jenkin");
        message.putObject("allowed_mentions").putArray("parse");
        ObjectNode embed = message.putArray("embeds").addObject();
        embed.put("url", told.link().toString());
        switch (told) {
            case Told.OfRun run -> ofRun(embed, run);
            case Told.OfMatch match -> ofMatch(embed, match);
            case Told.OfTest test -> {
                embed.put("title", Cut.to(TITLE, test.title(), DiscordMessage::escaped));
                embed.put("description", Cut.to(CODE, test.text(), DiscordMessage::escaped));
                embed.put("color", Standing.SUCCESS.color());
            }
        }
        return message.toString();
    }

    private static void ofRun(ObjectNode embed, Told.OfRun told) {
        Wording words = new Wording(told);
        embed.put("title", Cut.to(TITLE, words.headline(), DiscordMessage::escaped));
        embed.put("color", told.standing().color());
        String description =
                words.place()
                                .map(place ->
                                        "**Broke in** "
                                                + Cut.to(PLACE, place, DiscordMessage::escaped)
                                                + "\n")
                                .orElse("")
                        + words.error().map(DiscordMessage::codeBlock).orElse("");
        if (!description.isEmpty()) {
            embed.put("description", description);
        }
        ArrayNode fields = embed.putArray("fields");
        words.facts()
                .forEach((name, value) -> {
                    ObjectNode field = fields.addObject();
                    field.put("name", name);
                    field.put("value", Cut.to(VALUE, value, DiscordMessage::escaped));
                    field.put("inline", true);
                });
        // The text of a footer is not formatted.
        embed.putObject("footer").put("text", Cut.to(COMMIT, words.commit()));
        told.at().ifPresent(at -> embed.put("timestamp", at.toString()));
    }

    private static void ofMatch(ObjectNode embed, Told.OfMatch told) {
        MatchWording words = new MatchWording(told);
        embed.put("title", Cut.to(TITLE, words.headline(), DiscordMessage::escaped));
        embed.put("color", MatchWording.COLOR);
        if (!told.text().isBlank()) {
            embed.put("description", codeBlock(told.text()));
        }
        embed.putObject("footer")
                .put("text", Cut.to(COMMIT, words.lines() + " · " + words.commit()));
    }

    private static String codeBlock(String text) {
        return "```\n" + Cut.to(CODE, text.replace('`', 'ʼ')) + "\n```";
    }

    private static String escaped(int character) {
        return switch (character) {
            case '\\', '*', '_', '~', '`', '|', '>', '#', '-', '[', ']', '(', ')', '<', '@', ':' ->
                    "\\" + Character.toString(character);
            default -> Character.toString(character);
        };
    }
}
