package dev.minijenkin.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.minijenkin.db.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/// JSON of the REST interface: names in small letters with `_`, times in ISO 8601, UTC; what comes
/// from outside is bounded in depth.
public final class ApiJson {
    private static final int DEEPEST = 20;
    private static final int TAG_BYTES = 16;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(100)
                                                    .build())
                                    .build())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .addModule(new SimpleModule().addSerializer(Instant.class, new InstantAsText()))
                    .build();

    private ApiJson() {}

    public static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record cannot be written as JSON", e);
        }
    }

    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record cannot be written as JSON", e);
        }
    }

    /// A name of exactly this text.
    public static String tag(String text) {
        return tag(text.getBytes(StandardCharsets.UTF_8));
    }

    static String tag(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, TAG_BYTES);
    }

    /// @throws ProblemException where it is no JSON object, or one that is nested too deeply
    static JsonNode object(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    400, "The body is no JSON that is read here: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory break off", e);
        }
        throw new ProblemException(400, "The body is no JSON object");
    }

    private static final class InstantAsText extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        private InstantAsText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(value.toString());
        }
    }
}
