package dev.minijenkin.console.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.part.Contrast;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/// The colours of both looks, in all pairs in which they stand on each other.
class TokenContrastTest {
    private static final Pattern TOKEN = Pattern.compile("-mj-([\\w-]+):\\s*(#[0-9A-Fa-f]+)");

    /// What text stands on.
    private static final List<String> SURFACES =
            List.of(
                    "frame",
                    "canvas",
                    "raised",
                    "overlay",
                    "control",
                    "log",
                    "hover",
                    "selected",
                    "navigated");

    private static final List<String> TEXTS =
            List.of(
                    "fg",
                    "fg-muted",
                    "fg-subtle",
                    "accent",
                    "running",
                    "success",
                    "failure",
                    "waiting",
                    "queued",
                    "skipped",
                    "blocked",
                    "log-fg");

    /// States that stand on their own tint: badges, chips, lines with an error.
    private static final List<String> TINTED =
            List.of("running", "success", "failure", "waiting", "queued");

    private static final List<String> BARS =
            List.of("running-bar", "success-bar", "failure-bar", "waiting-bar", "finished-bar");

    private final List<String> faults = new ArrayList<>();

    private static Map<String, Color> tokens(String look) throws IOException {
        String file = "tokens-" + look + ".css";
        try (InputStream in = Objects.requireNonNull(Theme.class.getResourceAsStream(file), file)) {
            Matcher token = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, Color> tokens = new HashMap<>();
            while (token.find()) {
                tokens.put(token.group(1), Color.web(token.group(2)));
            }
            return tokens;
        }
    }

    private static Color of(Map<String, Color> tokens, String name) {
        return Objects.requireNonNull(tokens.get(name), name);
    }

    private void check(
            String look, String top, Color drawn, String on, Color behind, double least) {
        double contrast = Contrast.between(drawn, behind);
        if (contrast < least) {
            faults.add("%s: %s on %s has %.2f, not %s".formatted(look, top, on, contrast, least));
        }
    }

    @Test
    void everyPairCanBeToldApart() throws IOException {
        for (String look : List.of("dark", "light")) {
            Map<String, Color> tokens = tokens(look);
            for (String surface : SURFACES) {
                Color behind = of(tokens, surface);
                for (String text : TEXTS) {
                    check(look, text, of(tokens, text), surface, behind, Contrast.TEXT);
                }
                // Line numbers and what repeats.
                check(look, "fg-faint", of(tokens, "fg-faint"), surface, behind, Contrast.DRAWN);
            }
            for (String surface : List.of("canvas", "raised", "log")) {
                for (String state : TINTED) {
                    Color tinted = Contrast.over(of(tokens, state + "-tint"), of(tokens, surface));
                    check(
                            look,
                            state,
                            of(tokens, state),
                            "its tint over " + surface,
                            tinted,
                            Contrast.TEXT);
                }
            }
            for (String surface : List.of("canvas", "raised", "hover", "selected", "track")) {
                for (String bar : BARS) {
                    check(look, bar, of(tokens, bar), surface, of(tokens, surface), Contrast.DRAWN);
                }
            }
            for (String surface : List.of("canvas", "raised", "hover", "selected")) {
                check(
                        look,
                        "waited-bar",
                        of(tokens, "waited-bar"),
                        surface,
                        of(tokens, surface),
                        Contrast.DRAWN);
            }
            // An input is seen by its edge, and the focus by its ring.
            for (String surface : List.of("control", "canvas", "raised", "overlay")) {
                for (String edge : List.of("input-border", "accent", "accent-solid")) {
                    check(
                            look,
                            edge,
                            of(tokens, edge),
                            surface,
                            of(tokens, surface),
                            Contrast.DRAWN);
                }
            }
            for (String solid : List.of("accent-solid", "accent-hover", "stale-solid")) {
                check(
                        look,
                        "on-solid",
                        of(tokens, "on-solid"),
                        solid,
                        of(tokens, solid),
                        Contrast.TEXT);
            }
            tokens.forEach((name, colour) -> {
                if (name.startsWith("ansi-")) {
                    check(look, name, colour, "log", of(tokens, "log"), Contrast.TEXT);
                }
            });
            // Which row the pointer is on is seen, in both looks.
            for (String surface : List.of("canvas", "raised", "overlay")) {
                check(look, "hover", of(tokens, "hover"), surface, of(tokens, surface), 1.06);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void aLookHasEveryTokenOfTheOther() throws IOException {
        assertThat(tokens("dark").keySet()).isEqualTo(tokens("light").keySet());
    }
}
