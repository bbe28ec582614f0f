package dev.minijenkin.console.connection;

/// How much a connection trusts the network.
public enum TlsMode {
    DISABLE("disable", "never"),
    PREFER("prefer", "where the server offers it"),
    REQUIRE("require", "always"),
    VERIFY_FULL("verify-full", "always, and check the server's name and certificate");

    private final String mode;
    private final String words;

    TlsMode(String mode, String words) {
        this.mode = mode;
        this.words = words;
    }

    /// As PostgreSQL's clients call it.
    String mode() {
        return mode;
    }

    static TlsMode of(String mode) {
        for (TlsMode candidate : values()) {
            if (candidate.mode.equals(mode)) {
                return candidate;
            }
        }
        return PREFER;
    }

    @Override
    public String toString() {
        return words;
    }
}
