package dev.minijenkin.runner.container;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.container.ContainerEngine;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the program says of a container.
///
/// @param health `starting`, `healthy` or `unhealthy`; empty where it has no check
/// @param interval of its check
/// @param ports of the host, by those of the container
/// @param path its `PATH`, if its image sets one
record ContainerState(
        String id,
        boolean running,
        int exitCode,
        String health,
        Duration interval,
        Map<String, String> ports,
        Optional<String> path) {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

    static ContainerState of(ContainerEngine engine, String container) throws InterruptedException {
        String json =
                engine.demand(
                        "Nothing is known of the container " + container,
                        List.of("inspect", "--type", "container", container),
                        ContainerEngine.Given.NOTHING);
        try {
            Value all = Json.parse(json);
            return read(
                    all instanceof ArrayValue(List<Value> items, _) && !items.isEmpty()
                            ? items.getFirst()
                            : all);
        } catch (IllegalArgumentException e) {
            throw new RunnerException(
                    "%s tells nothing that can be read of the container %s"
                            .formatted(engine.name(), container),
                    e);
        }
    }

    private static ContainerState read(Value container) {
        Value state = field(container, "State");
        Value check = field(field(container, "Config"), "Healthcheck");
        boolean checks =
                field(check, "Test") instanceof ArrayValue(List<Value> test, _)
                        && !test.isEmpty()
                        && !test.getFirst().asText().equals("NONE");
        String health = text(field(state, "Health"), "Status");
        double nanos = field(check, "Interval").asNumber();
        return new ContainerState(
                text(container, "Id"),
                text(state, "Running").equals("true"),
                (int) field(state, "ExitCode").asNumber(),
                !checks ? "" : health.isEmpty() ? "starting" : health,
                nanos > 0 ? Duration.ofNanos((long) nanos) : USUAL_INTERVAL,
                ports(field(field(container, "NetworkSettings"), "Ports")),
                path(field(field(container, "Config"), "Env")));
    }

    private static Map<String, String> ports(Value value) {
        Map<String, String> ports = new LinkedHashMap<>();
        if (value instanceof ObjectValue object) {
            object.fields()
                    .forEach((port, bound) -> {
                        if (bound instanceof ArrayValue(List<Value> places, _)
                                && !places.isEmpty()) {
                            ports.put(
                                    port.replaceFirst("/.*", ""),
                                    text(places.getFirst(), "HostPort"));
                        }
                    });
        }
        return ports;
    }

    private static Optional<String> path(Value env) {
        return env instanceof ArrayValue(List<Value> lines, _)
                ? lines.stream()
                        .map(Value::asText)
                        .filter(line -> line.startsWith("PATH="))
                        .map(line -> line.substring("PATH=".length()))
                        .findFirst()
                : Optional.empty();
    }

    private static String text(Value value, String name) {
        return field(value, name).asText();
    }

    private static Value field(Value value, String name) {
        return value instanceof ObjectValue object
                ? object.get(name).orElse(NullValue.NULL)
                : NullValue.NULL;
    }
}
