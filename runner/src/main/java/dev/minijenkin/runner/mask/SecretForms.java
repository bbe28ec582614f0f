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

    /// Letters a line of what `base64` and `openssl` print.
    private static final int[] WRAPPED = {64, 76};

    private SecretForms() {}

    /// The value, each of its lines, and what common encoders make of them; never blank.
    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        plain(secret).forEach(form -> addEncoded(form, forms));
        addBase64(secret, forms);
        forms.removeIf(form -> form.isBlank() || form.contains("\n"));
        return forms;
    }

    /// The value and each of its lines.
    private static Set<String> plain(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret.strip());
        forms.add(secret);
        secret.lines().forEach(forms::add);
        forms.removeIf(form -> form.isBlank() || form.contains("\n"));
        return forms;
    }

    private static void addEncoded(String value, Set<String> forms) {
        forms.add(value);
        forms.add(escapeJson(value));
        forms.add(escapeJson(value).replace("/", "\\/"));
        forms.add(escapeHtmlInJson(escapeJson(value)));
        addShellEscaped(value, forms);
        forms.add(value.replace("'", "''"));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(escapeUri(value));
        // What is let through beside letters and digits differs: JavaScript's encodeURIComponent.
        forms.add(unescape(escapeUri(value), "!'()*"));
        forms.add(escapeXml(value));
        if (value.length() > 2 && value.startsWith("\"") && value.endsWith("\"")) {
            forms.add(value.substring(1, value.length() - 1));
        }
        // PowerShell prints the parts around an ampersand apart.
        Arrays.stream(value.split("&"))
                .filter(part -> part.length() >= SHORTEST_PART && !part.equals(value))
                .forEach(forms::add);
    }

    private static String escapeJson(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '"' -> escaped.append("\\\"");
                case '\t' -> escaped.append("\\t");
                case '\r' -> escaped.append("\\r");
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                default -> {
                    if (c < ' ') {
                        escaped.append("\\u%04x".formatted((int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /// What writers of JSON do that is put into pages, and those that write plain ASCII.
    private static String escapeHtmlInJson(String json) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if ("<>&'".indexOf(c) >= 0 || c > '~') {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// As `set -x`, `printf %q` and careful scripts write a word.
    private static void addShellEscaped(String value, Set<String> forms) {
        forms.add(value.replace("'", "'\\''"));
        forms.add(value.replace("'", "'\"'\"'"));
        StringBuilder inDoubleQuotes = new StringBuilder();
        StringBuilder bare = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ("\\\"$`!".indexOf(c) >= 0) {
                inDoubleQuotes.append('\\');
            }
            if (c < 128 && !Character.isLetterOrDigit(c) && "%+,-./:=@_".indexOf(c) < 0) {
                bare.append('\\');
            }
            inDoubleQuotes.append(c);
            bare.append(c);
        }
        forms.add(inDoubleQuotes.toString());
        forms.add(bare.toString());
        // $'…'
        forms.add(value.replace("\\", "\\\\").replace("'", "\\'").replace("\t", "\\t"));
    }

    private static String escapeUri(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String unescape(String encoded, String letters) {
        String result = encoded;
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            result = result.replace("%%%02X".formatted((int) c), String.valueOf(c));
        }
        return result;
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
                addBase64Form(encoded.substring(from, to), forms);
            }
            if (shift == 0) {
                addWrapped(encoded.substring(0, Math.max(0, to)), forms);
            }
        }
    }

    /// Also in the letters that may stand in addresses.
    private static void addBase64Form(String form, Set<String> forms) {
        forms.add(form);
        forms.add(form.replace('+', '-').replace('/', '_'));
    }

    /// What is encoded from its beginning may be broken into lines.
    private static void addWrapped(String encoded, Set<String> forms) {
        for (int width : WRAPPED) {
            for (int at = 0; at < encoded.length() && encoded.length() > width; at += width) {
                String line = encoded.substring(at, Math.min(encoded.length(), at + width));
                if (line.length() > SHORTEST_PART) {
                    forms.add(line);
                }
            }
        }
    }
}
