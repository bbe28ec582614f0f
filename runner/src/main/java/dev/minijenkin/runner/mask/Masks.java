package dev.minijenkin.runner.mask;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// What one job must not print. Grows while the job runs; any thread may read and add.
public final class Masks {
    private final Set<String> forms = new TreeSet<>();
    private volatile PatternSet patterns = PatternSet.EMPTY;

    /// A secret of the repository: also what encoders make of it is hidden.
    public void addSecret(String secret) {
        add(SecretForms.of(secret));
    }

    /// A value that the job itself declared secret: hidden as the secrets of the repository are.
    ///
    /// @return whether there was something to hide; a blank value would hide every blank
    public boolean addMask(String value) {
        if (value.isBlank()) {
            return false;
        }
        addSecret(value);
        return true;
    }

    /// A text with every secret replaced; lines are looked at one by one.
    public String apply(String text) {
        PatternSet now = patterns;
        if (now.isEmpty()) {
            return text;
        }
        MaskingLine line = new MaskingLine(() -> now);
        StringBuilder masked = new StringBuilder();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            byte[] bytes = line.finish(lines[i].getBytes(StandardCharsets.UTF_8));
            masked.append(i == 0 ? "" : "\n").append(new String(bytes, StandardCharsets.UTF_8));
        }
        return masked.toString();
    }

    /// Whether a secret occurs in the text.
    public boolean occurIn(String text) {
        return !apply(text).equals(text);
    }

    /// For one source of lines; sees what is added later too.
    public MaskingLine line() {
        return new MaskingLine(() -> patterns);
    }

    private synchronized void add(Collection<String> added) {
        if (forms.addAll(added)) {
            patterns = PatternSet.of(forms);
        }
    }
}
