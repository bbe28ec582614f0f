package dev.minijenkin.server.page;

import dev.minijenkin.db.Sha256;
import dev.minijenkin.server.html.Link;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// The files that pages use. Their addresses have their hash in them, so that a browser keeps them
/// and never takes an old one.
final class Assets {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final int HASH_LETTERS = 16;

    private final Asset style = Asset.load("page.css", "text/css; charset=utf-8");
    private final Asset script = Asset.load("page.js", "text/javascript; charset=utf-8");
    private final Asset icon = Asset.load("icon.svg", "image/svg+xml");

    private record Asset(String address, String type, byte[] bytes) {
        private static Asset load(String name, String type) {
            try (InputStream in = Assets.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is not part of the program");
                }
                byte[] bytes = in.readAllBytes();
                int dot = name.lastIndexOf('.');
                return new Asset(
                        "/assets/"
                                + name.substring(0, dot)
                                + "-"
                                + Sha256.hex(bytes).substring(0, HASH_LETTERS)
                                + name.substring(dot),
                        type,
                        bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void answer(Context context) {
            context.contentType(type)
                    .header("Cache-Control", FOREVER)
                    .header("X-Content-Type-Options", "nosniff")
                    .result(bytes);
        }
    }

    /// Who answers, by its address.
    Map<String, Handler> files() {
        return Map.of(
                style.address(),
                style::answer,
                script.address(),
                script::answer,
                icon.address(),
                icon::answer);
    }

    Link style() {
        return Link.to(style.address());
    }

    Link script() {
        return Link.to(script.address());
    }

    Link icon() {
        return Link.to(icon.address());
    }
}
