package dev.minijenkin.db;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, by which things are known again.
public final class Sha256 {
    private Sha256() {}

    /// Of these bytes: 32 bytes.
    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /// Of a text in UTF-8.
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of these bytes, as 64 letters.
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes));
    }

    /// Of a text in UTF-8, as 64 letters.
    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text));
    }
}
