package dev.minijenkin.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The operations as a page for people: HTML without a script and without anything from elsewhere.
final class ReferencePage {
    static final String STYLE =
            """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            code { font: 0.9em ui-monospace, monospace; }
            h2 { margin-top: 2.5rem; border-bottom: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
            article { margin: 1.5rem 0; }
            h3 { margin: 0; font-size: 1rem; }
            p { margin: 0.25rem 0; }
            table { border-collapse: collapse; margin: 0.5rem 0; }
            th, td { text-align: left; vertical-align: top; padding: 0.15rem 1rem 0.15rem 0; }
            .who { opacity: 0.75; }
            """;

    /// Beside the page.
    static final String STYLE_FILE = "reference.css";

    private ReferencePage() {}

    static String of(List<Operation> operations) {
        Map<String, List<Operation>> byTag =
                operations.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Operation::tag, TreeMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>Mini-Jenkin: the REST interface</title>\n")
                .append("<link rel=\"stylesheet\" href=\"%s\">\n".formatted(STYLE_FILE))
                .append("</head>\n<body>\n<main>\n<h1>The REST interface</h1>\n")
                .append("<p>Send a token: <code>Authorization: Bearer mjt_…</code>; ")
                .append("<code>mini-jenkin token create</code> makes one. The same for programs: ")
                .append(
                        "<a href=\"openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>\n<nav><ul>\n");
        byTag.keySet()
                .forEach(tag ->
                        page.append(
                                "<li><a href=\"#%s\">%s</a></li>\n"
                                        .formatted(anchor(tag), escape(tag))));
        page.append("</ul></nav>\n");
        byTag.forEach((tag, some) -> {
            page.append(
                    "<section aria-labelledby=\"%1$s\">\n<h2 id=\"%1$s\">%2$s</h2>\n"
                            .formatted(anchor(tag), escape(tag)));
            some.forEach(operation -> append(page, operation));
            page.append("</section>\n");
        });
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, Operation operation) {
        page.append(
                """
                <article id="%s">
                <h3><code>%s %s</code></h3>
                <p>%s.</p>
                <p class="who">%s.</p>
                """
                        .formatted(
                                operation.id(),
                                operation.method(),
                                escape(ApiEndpoint.ROOT + operation.path()),
                                code(operation.summary()),
                                code(operation.access().words())));
        if (!operation.parameters().isEmpty()) {
            page.append(
                    "<table><thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">In</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
            for (Parameter<?> parameter : operation.parameters()) {
                page.append(
                        "<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n"
                                .formatted(
                                        escape(parameter.name()),
                                        parameter.in().name().toLowerCase(Locale.ROOT),
                                        code(parameter.description())));
            }
            page.append("</tbody></table>\n");
        }
        page.append("</article>\n");
    }

    private static String anchor(String tag) {
        return tag.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    /// What stands between backquotes as code.
    private static String code(String text) {
        return escape(text).replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
