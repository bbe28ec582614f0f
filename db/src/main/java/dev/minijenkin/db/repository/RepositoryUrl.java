package dev.minijenkin.db.repository;

import java.util.regex.Pattern;

/// The URLs that a repository may have. Every viewer, every mirror and every job sees them, so they
/// hold nothing that opens anything. The database refuses the same (`repositories_url_…`).
public final class RepositoryUrl {
    private static final Pattern PASSWORD =
            Pattern.compile("[a-z][a-z0-9+.-]*://[^/]*:[^/]*@.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTTP_USER =
            Pattern.compile("https?://[^/]*@.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTTP_QUERY =
            Pattern.compile("https?://[^?]*[?].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME =
            Pattern.compile("([a-z][a-z0-9+.-]*)://.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern KNOWN_SCHEME =
            Pattern.compile("https?|ssh|git|file", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST_LIKE_AN_OPTION =
            Pattern.compile(
                    "([a-z][a-z0-9+.-]*://)?([^/@]*@)?-[^/]*[:/].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRANSPORT = Pattern.compile("[A-Za-z0-9+.-]*::.*");

    private RepositoryUrl() {}

    /// Refuses what is none.
    ///
    /// @throws IllegalArgumentException with a sentence for a person, which does not show the URL
    ///   where that may hold a secret
    public static void check(String url) {
        if (url.isBlank()) {
            throw new IllegalArgumentException(
                    "The repository has no URL: give a path or an address that git fetches from");
        }
        if (url.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The URL of the repository holds a control character");
        }
        if (PASSWORD.matcher(url).matches() || HTTP_USER.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "The URL holds a user or a password, and everybody who looks at the repository would see it:"
                            + " write it without what stands before the @, and put user and password (or token)"
                            + " into ~/.netrc of the users that run server and runners, or use an ssh URL and a key");
        }
        if (HTTP_QUERY.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "The URL holds a query (after the ?), which may be a token that everybody would see:"
                            + " write it without, and put the token into ~/.netrc of the users that run server and"
                            + " runners");
        }
        var scheme = SCHEME.matcher(url);
        boolean unknown = scheme.matches() && !KNOWN_SCHEME.matcher(scheme.group(1)).matches();
        if (unknown
                || url.startsWith("-")
                || TRANSPORT.matcher(url).matches()
                || HOST_LIKE_AN_OPTION.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + url
                            + "\" is no address that is fetched from here: give a path, or a URL that begins with"
                            + " https://, http://, ssh://, git:// or file://, or user@host:path");
        }
    }
}
