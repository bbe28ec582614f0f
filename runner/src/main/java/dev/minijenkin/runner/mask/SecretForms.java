package dev.minijenkin.runner.mask;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/// The ways in which a secret may show up although nobody printed it as it is.
final class SecretForms {
    private static final int SHORTEST_PART = 3;

    private SecretForms() {}

    /// The value, each of its lines, and what common encoders make of them; never blank.
    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        plain(secret).forEach(form -> addEncoded(form, forms));
        addBase64(secret, forms);
        forms.removeIf(form -> form.isBlank() || form.contains("\n"));
        return forms;
    }

    /// The value and each of its lines, nothing derived: what `::add-mask::` asks for.
    static Set<String> plain(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret.strip());
        forms.add(secret);
        secret.lines().forEach(forms::add);
        forms.removeIf(form -> form.isBlank() || form.contains("\n"));
        return forms;
    }

    private static void addEncoded(String value, Set<String> forms) {
        forms.add(value);
        forms.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.add(value.replace("'", "''"));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(escapeXml(value));
        if (value.length() > 2 && value.startsWith("\"") && value.endsWith("\"")) {
            forms.add(value.substring(1, value.length() - 1));
        }
        // PowerShell prints the parts around an ampersand apart.
        Arrays.stream(value.split("&"))
                .filter(part -> part.length() >= SHORTEST_PART && !part.equals(value))
                .forEach(forms::add);
    }

    private static String escapeXml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /// In a longer Base64 text a secret may begin at any of three offsets; the letters at its edges
    /// also hold bits of its neighbours and are left out.
    private static void addBase64(String secret, Set<String> forms) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = shift == 0 ? 0 : shift + 1;
            int to = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
            if (to - from >= SHORTEST_PART + 1) {
                forms.add(encoded.substring(from, to));
            }
        }
    }
}
