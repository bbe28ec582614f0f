package dev.minijenkin.console.log.list;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stretch of a line that leads somewhere.
///
/// @param from index in the line
/// @param to index after it
/// @param target where it leads
public record LogLink(int from, int to, Target target) {
    /// Where a link leads.
    public sealed interface Target {
        /// An address on the web.
        record Web(String address) implements Target {}

        /// A place in a file: `src/a.ts:12:3`.
        record FilePlace(String place) implements Target {}

        /// An address that is not opened: of this computer, or of who knows what program.
        record Other(String address) implements Target {}
    }

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"'`\\p{Cntrl}]+");
    private static final Pattern AFTER_IT = Pattern.compile("[.,;:!?)\\]}]+$");
    private static final Pattern PLACE =
            Pattern.compile(
                    "(?<![\\w/.@:-])(?:\\.{0,2}/)?[\\w.@+-]+(?:/[\\w.@+-]+)*\\.(?:bash|c|cc|cfg|clj|cpp|cs|css"
                            + "|cxx|dart|erl|ex|exs|fs|go|gradle|groovy|h|hh|hpp|hs|html|ini|java|jl|js|json|jsx"
                            + "|kt|kts|lua|m|mjs|ml|mm|php|pl|proto|py|rb|rs|scala|scss|sh|sql|svelte|swift|tf"
                            + "|toml|ts|tsx|vue|xml|yaml|yml):[0-9]{1,7}(?::[0-9]{1,5})?(?![\\w/])");

    /// Addresses and places in the text of a line, in order.
    public static List<LogLink> in(String line) {
        if (line.indexOf(':') < 0) {
            return List.of();
        }
        List<LogLink> links = new ArrayList<>();
        Matcher address = ADDRESS.matcher(line);
        while (address.find()) {
            String text = address.group();
            // A bracket that was opened in the address belongs to it.
            String whole = text.indexOf('(') >= 0 ? text : AFTER_IT.matcher(text).replaceAll("");
            Target target = target(whole);
            if (target instanceof Target.Web) {
                links.add(new LogLink(address.start(), address.start() + whole.length(), target));
            }
        }
        int addresses = links.size();
        Matcher place = PLACE.matcher(line);
        while (place.find()) {
            int from = place.start();
            boolean within =
                    links.subList(0, addresses).stream()
                            .anyMatch(link -> link.from() <= from && from < link.to());
            if (!within) {
                links.add(new LogLink(from, place.end(), new Target.FilePlace(place.group())));
            }
        }
        links.sort((one, other) -> Integer.compare(one.from(), other.from()));
        return links;
    }

    /// What an address is: only what is on the web is ever opened.
    public static Target target(String address) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            boolean web =
                    ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                            && uri.getHost() != null
                            && uri.getUserInfo() == null;
            return web ? new Target.Web(address) : new Target.Other(address);
        } catch (URISyntaxException _) {
            return new Target.Other(address);
        }
    }
}
