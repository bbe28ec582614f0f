package dev.minijenkin.server.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.server.api.ApiBench;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A client of a stream of events.
@NullMarked
final class EventReader implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final InputStream in;
    private final BufferedReader lines;
    private int heartbeats;

    /// @param last id of the last event that came; null: none did
    EventReader(ApiBench bench, String path, String token, @Nullable String last) {
        HttpRequest.Builder request = bench.request(path, token);
        HttpResponse<InputStream> response =
                bench.send(
                        last == null ? request : request.header("Last-Event-ID", last),
                        HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("answered " + response.statusCode());
        }
        this.in = response.body();
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    record Event(String type, String id, JsonNode data) {}

    /// The next event; null: the stream has ended.
    @Nullable Event next() throws IOException {
        String type = "";
        String id = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.equals(":")) {
                heartbeats++;
            } else if (line.isEmpty() && !type.isEmpty()) {
                return new Event(type, id, JSON.readTree(data));
            }
        }
        return null;
    }

    /// All events until the stream ends.
    List<Event> rest() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    /// The texts of `log` events, put together as their lines are.
    static String text(List<Event> events) {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            if (event.type().equals("log")) {
                JsonNode lines = event.data().get("lines");
                for (int i = 0; i < lines.size(); i++) {
                    text.append(lines.get(i).get("text").asText());
                    boolean open = i == lines.size() - 1 && event.data().get("open").asBoolean();
                    text.append(open ? "" : "\n");
                }
            }
        }
        return text.toString();
    }

    int heartbeats() {
        return heartbeats;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
