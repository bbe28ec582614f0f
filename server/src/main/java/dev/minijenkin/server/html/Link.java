package dev.minijenkin.server.html;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a link goes: a path of this server, or an address of the web. Never a script.
///
/// @param address as it stands in a page
public record Link(String address) {
    /// Of an address that the code makes.
    ///
    /// @throws IllegalArgumentException where it is neither a path of this server nor of the web
    public Link {
        if (!isLocal(address) && !address.startsWith("#") && !isOfTheWeb(address)) {
            throw new IllegalArgumentException("No page links to " + address);
        }
    }

    /// A path of this server, as it stands in the code.
    public static Link to(String path) {
        return new Link(path);
    }

    /// What others say that it is a link; empty where it is none that a page shows.
    public static Optional<Link> ofOthers(String text) {
        return isOfTheWeb(text) ? Optional.of(new Link(text)) : Optional.empty();
    }

    /// A path of this server that somebody sent; empty where it leads elsewhere.
    public static Optional<Link> local(String text) {
        return isLocal(text) ? Optional.of(new Link(text)) : Optional.empty();
    }

    /// With a parameter.
    public Link with(String parameter, String value) {
        return new Link(
                address
                        + (address.indexOf('?') < 0 ? '?' : '&')
                        + parameter
                        + '='
                        + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    public Link with(String parameter, long value) {
        return with(parameter, Long.toString(value));
    }

    /// At an element of that page.
    public Link at(String element) {
        return new Link(address + "#" + element);
    }

    private static boolean isLocal(String text) {
        return text.startsWith("/")
                && !text.startsWith("//")
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
    }

    private static boolean isOfTheWeb(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && String.valueOf(uri.getScheme()).matches("(?i)https?")
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
