package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/// Draws messages as SVG, from the JSON that is sent and from nothing else: about as a chat shows
/// them.
@NullMarked
final class MessagePictures {
    private static final int WIDTH = 640;
    private static final int LEFT = 84;
    private static final int LINE = 22;
    private static final int COLUMNS = 66;
    private static final Pattern LINK = Pattern.compile("<(https?://[^|>]+)\\|([^>]*)>");

    private final StringBuilder parts = new StringBuilder();
    private final Look look;
    private int y = 40;

    /// Colours of a chat.
    private record Look(String ground, String text, String quiet, String link, String code) {}

    private MessagePictures(Look look) {
        this.look = look;
    }

    static String slack(JsonNode message) {
        MessagePictures picture =
                new MessagePictures(
                        new Look("#ffffff", "#1d1c1d", "#616061", "#1264a3", "#f4f4f4"));
        picture.head("Mini-Jenkin", "APP");
        picture.line(unescaped(message.path("text").asText()), picture.look.text(), "");
        picture.y += 6;
        int top = picture.y;
        JsonNode attachment = message.path("attachments").path(0);
        for (JsonNode block : attachment.path("blocks")) {
            picture.block(block);
        }
        return picture.svg(top, attachment.path("color").asText());
    }

    static String discord(JsonNode message) {
        MessagePictures picture =
                new MessagePictures(
                        new Look("#313338", "#dbdee1", "#949ba4", "#00a8fc", "#1e1f22"));
        picture.head(message.path("username").asText(), "APP");
        int top = picture.y - 4;
        picture.y += 8;
        JsonNode embed = message.path("embeds").path(0);
        picture.line(plain(embed.path("title").asText()), picture.look.link(), "bold");
        String[] parts = embed.path("description").asText().split("```", -1);
        for (int part = 0; part < parts.length; part++) {
            String text = parts[part].strip();
            if (!text.isEmpty() && part % 2 == 1) {
                picture.code(text);
            } else if (!text.isEmpty()) {
                picture.line(plain(text), picture.look.text(), "");
            }
        }
        List<String[]> fields = new ArrayList<>();
        for (JsonNode field : embed.path("fields")) {
            fields.add(
                    new String[] {
                        field.path("name").asText(), plain(field.path("value").asText())
                    });
        }
        picture.fields(fields, 3);
        picture.line(embed.path("footer").path("text").asText(), picture.look.quiet(), "small");
        return picture.svg(top, "#%06X".formatted(embed.path("color").asInt()));
    }

    private void block(JsonNode block) {
        if (block.path("type").asText().equals("context")) {
            line(block.path("elements").path(0).path("text").asText(), look.quiet(), "small");
            return;
        }
        if (block.has("fields")) {
            List<String[]> fields = new ArrayList<>();
            for (JsonNode field : block.path("fields")) {
                fields.add(unescaped(field.path("text").asText()).replace("*", "").split("\n", 2));
            }
            fields(fields, 2);
            return;
        }
        String text = block.path("text").path("text").asText();
        if (text.startsWith("```")) {
            code(unescaped(text.replace("```", "")));
            return;
        }
        Matcher link = LINK.matcher(text);
        String style = text.startsWith("*<") ? "bold" : "";
        String shown = unescaped(link.replaceAll("$2").replace("*", "").replace("`", ""));
        line(shown, style.isEmpty() ? look.text() : look.link(), style);
    }

    private void head(String name, String badge) {
        part("<rect x='20' y='20' width='44' height='44' rx='8' fill='#2d4f8e'/>");
        part(
                "<text x='42' y='49' text-anchor='middle' font-size='20' fill='#fff' font-weight='bold'>MJ</text>");
        text(LEFT, y - 2, name, look.text(), "bold");
        part(
                "<rect x='%d' y='%d' width='34' height='16' rx='3' fill='%s'/>"
                        .formatted(LEFT + 104, y - 15, look.quiet()));
        text(LEFT + 109, y - 3, badge, look.ground(), "small");
        y += LINE;
    }

    private void line(String text, String colour, String style) {
        for (String piece : wrapped(text, COLUMNS)) {
            text(LEFT, y, piece, colour, style);
            y += LINE;
        }
    }

    private void code(String text) {
        List<String> lines = wrapped(text, COLUMNS - 4);
        part(
                "<rect x='%d' y='%d' width='%d' height='%d' rx='4' fill='%s' stroke='%s' stroke-opacity='0.35'/>"
                        .formatted(
                                LEFT,
                                y - 14,
                                WIDTH - LEFT - 24,
                                lines.size() * LINE + 8,
                                look.code(),
                                look.quiet()));
        for (String piece : lines) {
            text(LEFT + 10, y + 4, piece, look.text(), "code");
            y += LINE;
        }
        y += 12;
    }

    private void fields(List<String[]> fields, int columns) {
        y += 4;
        int wide = (WIDTH - LEFT - 24) / columns;
        for (int field = 0; field < fields.size(); field++) {
            int x = LEFT + field % columns * wide;
            text(x, y, fields.get(field)[0], look.text(), "bold");
            text(x, y + 19, fields.get(field)[1], look.text(), "");
            if (field % columns == columns - 1 || field == fields.size() - 1) {
                y += 46;
            }
        }
    }

    private void text(int x, int baseline, String text, String colour, String style) {
        String how =
                switch (style) {
                    case "bold" -> " font-weight='bold'";
                    case "small" -> " font-size='12'";
                    case "code" -> " font-family='monospace' font-size='13' xml:space='preserve'";
                    default -> "";
                };
        part(
                "<text x='%d' y='%d' fill='%s'%s>%s</text>"
                        .formatted(x, baseline, colour, how, xml(text)));
    }

    private void part(String svg) {
        parts.append("  ").append(svg).append('\n');
    }

    private String svg(int top, String colour) {
        String bar =
                "  <rect x='%d' y='%d' width='4' height='%d' rx='2' fill='%s'/>\n"
                        .formatted(LEFT - 14, top - 12, y - top - 2, colour);
        return """
        <svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' \
        font-family='-apple-system, "Segoe UI", "DejaVu Sans", sans-serif' font-size='14'>
          <rect width='100%%' height='100%%' fill='%s'/>
        %s%s</svg>
        """
                .formatted(WIDTH, y + 4, WIDTH, y + 4, look.ground(), bar, parts);
    }

    private static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String rest = line;
            while (rest.length() > columns) {
                int cut = rest.lastIndexOf(' ', columns);
                cut = cut <= 0 ? columns : cut;
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut).strip();
            }
            lines.add(rest);
        }
        return lines;
    }

    /// As Discord shows it: without the escapes and the letters that format.
    private static String plain(String markdown) {
        return markdown.replace("**", "").replaceAll("\\\\(\\p{Punct})", "$1");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
