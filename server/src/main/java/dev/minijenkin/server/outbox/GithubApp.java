package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.Sha256;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Gets what an app of GitHub may show for a repository: the token of its installation there, which
/// is good for an hour and kept until shortly before its end. Thread-safe.
final class GithubApp {
    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(5);
    private static final String REPOSITORIES = "/repos/";

    private static final JsonMapper JSON = new JsonMapper();

    private final Sender sender;
    private final Clock clock;
    private final Map<Place, Token> tokens = new ConcurrentHashMap<>();

    /// @param clock of this host: what an app shows carries the time at which it was made
    GithubApp(Sender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /// Where which app is installed.
    private record Place(String repository, String secretHash) {}

    private record Token(String text, Instant until) {}

    /// Whether it is let in.
    sealed interface Access {
        record Granted(String token) implements Access {}

        /// It is not.
        ///
        /// @param answer why
        record Refused(Response answer) implements Access {}
    }

    /// @param repository its address in the API
    /// @param secret of the target
    /// @throws IllegalArgumentException where one of them cannot be used
    Access access(String repository, String secret) throws InterruptedException {
        Place place = place(repository, secret);
        Token known = tokens.get(place);
        if (known != null && clock.instant().isBefore(known.until())) {
            return new Access.Granted(known.text());
        }
        return ask(place, AppKey.of(secret));
    }

    /// The token that it was given is not taken any more: the next one is a new one.
    void forget(String repository, String secret) {
        tokens.remove(place(repository, secret));
    }

    static Map<String, String> headers(String token) {
        return Map.of(
                "Authorization",
                "Bearer " + token,
                "Accept",
                "application/vnd.github+json",
                "X-GitHub-Api-Version",
                "2022-11-28");
    }

    private static Place place(String repository, String secret) {
        return new Place(repository, Sha256.hex(secret));
    }

    private Access ask(Place place, AppKey key) throws InterruptedException {
        int end = place.repository().indexOf(REPOSITORIES);
        if (end < 0) {
            throw new IllegalArgumentException("The address is no repository of GitHub's API");
        }
        Map<String, String> headers = headers(key.token(clock.instant()));
        Response installation =
                sender.sendForMore(
                        OutgoingRequest.get(
                                URI.create(place.repository() + "/installation"), headers));
        JsonNode found = json(installation);
        if (!found.path("id").isIntegralNumber()) {
            return refused(installation, "It does not say where the app is installed");
        }
        Response answer =
                sender.sendForMore(
                        OutgoingRequest.post(
                                URI.create(
                                        "%s/app/installations/%d/access_tokens"
                                                .formatted(
                                                        place.repository().substring(0, end),
                                                        found.path("id").asLong())),
                                headers,
                                "{}"));
        JsonNode given = json(answer);
        String token = given.path("token").asText();
        if (token.isEmpty()) {
            return refused(answer, "It gives the app no token");
        }
        tokens.put(place, new Token(token, until(given.path("expires_at").asText())));
        return new Access.Granted(token);
    }

    private Instant until(String said) {
        try {
            return Instant.parse(said).minus(BEFORE_ITS_END);
        } catch (DateTimeException _) {
            return clock.instant();
        }
    }

    private static Access refused(Response answer, String otherwise) {
        return new Access.Refused(
                answer instanceof Response.Http http && isGood(http)
                        ? new Response.None(http.took(), otherwise)
                        : answer);
    }

    static boolean isGood(Response answer) {
        return answer instanceof Response.Http http && http.status() / 100 == 2;
    }

    /// What a good answer says; nothing of any other one.
    static JsonNode json(Response answer) {
        try {
            return answer instanceof Response.Http http && isGood(http)
                    ? JSON.readTree(http.excerpt())
                    : JSON.missingNode();
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }
}
