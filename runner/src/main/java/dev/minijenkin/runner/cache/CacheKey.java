package dev.minijenkin.runner.cache;

/// By what an archive is found again.
///
/// @param scope ref of the run that kept it: `refs/heads/main`
/// @param version tells archives of other paths apart
/// @param key as the workflow gives it: one line
public record CacheKey(String scope, String version, String key) {
    /// Characters that a key may have.
    public static final int LONGEST = 512;

    /// Whether this may be a key.
    public static boolean isKey(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.indexOf(',') < 0
                && text.indexOf('\n') < 0;
    }
}
