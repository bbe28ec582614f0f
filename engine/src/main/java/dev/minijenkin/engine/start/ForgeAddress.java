package dev.minijenkin.engine.start;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where people and programs find a repository in a browser: what a workflow knows as
/// `github.server_url`.
final class ForgeAddress {
    /// Of what comes from a folder, because programs for workflows take it for granted.
    static final String PUBLIC = "https://github.com";

    private static final Pattern WEB = Pattern.compile("(https?)://(?:[^@/]*@)?([^/@]+)/.*");
    private static final Pattern SSH =
            Pattern.compile("(?:ssh|git)://(?:[^@/]*@)?([^/@:]+)(?::\\d+)?/.*");
    private static final Pattern SHORT = Pattern.compile("(?:[^@/:]+@)?([^@/:]{2,}):(?!//).*");

    private ForgeAddress() {}

    /// @param url that git fetches from, or a path
    static String of(String url) {
        Matcher web = WEB.matcher(url);
        if (web.matches()) {
            return web.group(1) + "://" + web.group(2).toLowerCase(Locale.ROOT);
        }
        for (Pattern pattern : new Pattern[] {SSH, SHORT}) {
            Matcher matcher = pattern.matcher(url);
            if (matcher.matches()) {
                return "https://" + matcher.group(1).toLowerCase(Locale.ROOT);
            }
        }
        return PUBLIC;
    }
}
