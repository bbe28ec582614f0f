package dev.minijenkin.server.hook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The JSON object in a body: the body itself, whatever the sender calls it, or the field `payload`
/// of a form, as GitHub sends it where the hook's content type was left as it is proposed.
final class HookPayload {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FIELD = "payload=";

    private HookPayload() {}

    /// Empty where there is none.
    ///
    /// @param contentType as the sender says; may be empty
    static Optional<byte[]> of(String contentType, byte[] body) {
        if (isJsonObject(body)) {
            return Optional.of(body);
        }
        return contentType.toLowerCase(Locale.ROOT).startsWith(FORM)
                ? field(new String(body, ISO_8859_1)).filter(HookPayload::isJsonObject)
                : Optional.empty();
    }

    static boolean isUtf8(byte[] body) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Optional<byte[]> field(String form) {
        try {
            return Arrays.stream(form.split("&", -1))
                    .filter(field -> field.startsWith(FIELD))
                    .findFirst()
                    .map(field -> URLDecoder.decode(field.substring(FIELD.length()), UTF_8))
                    .map(json -> json.getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// One JSON object and nothing else. Builds no tree.
    private static boolean isJsonObject(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
