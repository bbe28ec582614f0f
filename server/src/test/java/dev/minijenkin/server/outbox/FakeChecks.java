package dev.minijenkin.server.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.server.outbox.FakeReceiver.Received;
import dev.minijenkin.server.outbox.FakeReceiver.Reply;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;

/// The part of GitHub that keeps checks: lets an app in by its signature, gives it a token for the
/// repository `shop/web`, and refuses what its rules refuse.
@NullMarked
final class FakeChecks {
    static final String APP = "12345";
    private static final String REPOSITORY = "/repos/shop/web";
    private static final JsonMapper JSON = new JsonMapper();

    final KeyPair key = keys();
    private final FakeReceiver receiver;
    private final Map<Integer, ObjectNode> checks = new ConcurrentSkipListMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();

    FakeChecks(FakeReceiver receiver) {
        this.receiver = receiver;
        receiver.at(REPOSITORY + "/installation", this::installation);
        receiver.at("/app/installations/7/access_tokens", this::token);
        receiver.at(REPOSITORY + "/check-runs", this::created);
    }

    /// Of the target.
    String url() {
        return receiver.url(REPOSITORY);
    }

    /// As GitHub gives it out.
    String pem() {
        byte[] der = key.getPrivate().getEncoded();
        // Behind the frame that says that it is RSA.
        byte[] pkcs1 = Arrays.copyOfRange(der, 26, der.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs1));
    }

    /// What it knows, in the order in which it was made.
    List<ObjectNode> checks() {
        return List.copyOf(checks.values());
    }

    /// No token counts any more.
    void revokeAll() {
        tokens.clear();
    }

    int tokensGiven() {
        return given.get();
    }

    /// The next check is made, and nobody hears of it.
    void loseAnAnswer() {
        losses.incrementAndGet();
    }

    /// Checks whose name ends so.
    void refuse(String nameEnd) {
        refused.add(nameEnd);
    }

    private Reply installation(Received sent) {
        return isSigned(sent)
                ? good(200, "{\"account\": {\"login\": \"shop\"}, \"id\": 7}")
                : bad(401, "A JSON web token could not be decoded");
    }

    private Reply token(Received sent) {
        if (!isSigned(sent)) {
            return bad(401, "A JSON web token could not be decoded");
        }
        String token = "ghs_" + given.incrementAndGet();
        tokens.add(token);
        return good(
                201,
                "{\"token\": \"%s\", \"expires_at\": \"%s\"}"
                        .formatted(token, Instant.now().plusSeconds(3600)));
    }

    private Reply created(Received sent) {
        Reply refused = refused(sent, true);
        if (refused instanceof Reply.Status(int status, var _, var _) && status != 200) {
            return refused;
        }
        ObjectNode check = (ObjectNode) json(sent.body());
        int id = checks.size() + 1;
        check.put("id", id);
        checks.put(id, check);
        receiver.at(REPOSITORY + "/check-runs/" + id, changed -> changed(check, changed));
        receiver.at(
                "%s/commits/%s/check-runs".formatted(REPOSITORY, check.path("head_sha").asText()),
                this::list);
        return losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? new Reply.Break()
                : good(201, check.toString());
    }

    private Reply changed(ObjectNode check, Received sent) {
        if (!sent.method().equals("PATCH")) {
            return bad(404, "Not Found");
        }
        Reply refused = refused(sent, false);
        if (refused instanceof Reply.Status(int status, var _, var _) && status != 200) {
            return refused;
        }
        ObjectNode change = (ObjectNode) json(sent.body());
        ArrayNode annotations = JSON.createArrayNode();
        check.path("output").path("annotations").forEach(annotations::add);
        change.path("output").path("annotations").forEach(annotations::add);
        check.setAll(change);
        ((ObjectNode) check.path("output")).set("annotations", annotations);
        return good(200, check.toString());
    }

    private Reply list(Received sent) {
        if (!isLetIn(sent)) {
            return bad(401, "Bad credentials");
        }
        ObjectNode list = JSON.createObjectNode();
        list.putArray("check_runs").addAll(checks.values());
        return good(200, list.toString());
    }

    private Reply refused(Received sent, boolean create) {
        if (!isLetIn(sent)) {
            return bad(401, "Bad credentials");
        }
        JsonNode body = json(sent.body());
        List<String> problems = CheckRunRules.problems(body, create);
        if (refused.stream().anyMatch(body.path("name").asText()::endsWith)) {
            problems.add("name is not wanted");
        }
        return problems.isEmpty() ? good(200, "") : bad(422, problems.toString());
    }

    private boolean isLetIn(Received sent) {
        return tokens.contains(sent.header("Authorization").replace("Bearer ", ""));
    }

    private boolean isSigned(Received sent) {
        String[] parts = sent.header("Authorization").replace("Bearer ", "").split("\\.", -1);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
            JsonNode claims = json(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
            long now = Instant.now().getEpochSecond();
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && claims.path("iss").asText().equals(APP)
                    && claims.path("iat").asLong() <= now
                    && claims.path("exp").asLong() > now
                    && claims.path("exp").asLong() <= now + 600;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static Reply good(int status, String body) {
        return new Reply.Status(status, Map.of("Content-Type", "application/json"), body);
    }

    private static Reply bad(int status, String message) {
        return good(status, "{\"message\": \"%s\"}".formatted(message));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
