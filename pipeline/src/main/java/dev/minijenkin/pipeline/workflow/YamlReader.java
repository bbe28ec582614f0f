package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.NullValue;
import dev.minijenkin.pipeline.expression.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds the tree of one document from its events, within limits that no bomb gets past.
final class YamlReader {
    static final int MAX_LENGTH = 1024 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_NODES = 100_000;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(MAX_LENGTH + 1).build();

    private final Iterator<Event> events;
    private final Map<String, Yaml> anchors = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int nodes;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    static Yaml read(String text) throws UnreadableYaml {
        if (text.length() > MAX_LENGTH) {
            throw new UnreadableYaml(
                    Place.START, "The file is larger than 1 MiB: workflow files may not be");
        }
        try {
            return new YamlReader(new Parse(SETTINGS).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw new UnreadableYaml(place(e.getProblemMark()), "Not YAML: " + sentence(e));
        } catch (ReaderException e) {
            throw new UnreadableYaml(
                    SourceText.of(text).placeAt(e.getPosition()),
                    "Not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new UnreadableYaml(Place.START, "Not YAML: " + e.getMessage());
        }
    }

    private static String sentence(MarkedYamlEngineException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
    }

    private Yaml document() throws UnreadableYaml {
        events.next();
        Event first = events.next();
        if (!(first instanceof DocumentStartEvent)) {
            throw new UnreadableYaml(Place.START, "The file is empty");
        }
        Yaml root = node(events.next(), 1);
        if (!(events.next() instanceof DocumentEndEvent)) {
            throw new UnreadableYaml(root.place(), "The document has more than one root");
        }
        Event last = events.next();
        if (!(last instanceof StreamEndEvent)) {
            throw new UnreadableYaml(
                    place(last.getStartMark()),
                    "A workflow file holds one document, here begins another");
        }
        return root;
    }

    private Yaml node(Event event, int depth) throws UnreadableYaml {
        Place place = place(event.getStartMark());
        if (depth > MAX_DEPTH) {
            throw new UnreadableYaml(place, "Nested deeper than %d levels".formatted(MAX_DEPTH));
        }
        int before = nodes;
        count(1, place);
        return switch (event) {
            case AliasEvent alias -> alias(alias, place, depth);
            case ScalarEvent scalar ->
                    anchored(
                            scalar,
                            new Yaml.Scalar(place, value(scalar, place), !scalar.isPlain()),
                            before);
            case SequenceStartEvent start -> anchored(start, sequence(start, place, depth), before);
            case MappingStartEvent start -> anchored(start, mapping(start, place, depth), before);
            default -> throw new UnreadableYaml(place, "Not YAML: nothing stands here");
        };
    }

    /// An alias costs as much as what it stands for, so that a few of them cannot stand for
    /// millions.
    private Yaml alias(AliasEvent alias, Place place, int depth) throws UnreadableYaml {
        String name = alias.getAlias().getValue();
        Yaml target = anchors.get(name);
        if (target == null) {
            throw new UnreadableYaml(
                    place, "The alias *%s stands for nothing before it".formatted(name));
        }
        count(sizes.getOrDefault(name, 1), place);
        if (depth + height(target) - 1 > MAX_DEPTH) {
            throw new UnreadableYaml(place, "Nested deeper than %d levels".formatted(MAX_DEPTH));
        }
        return target;
    }

    private static int height(Yaml node) {
        return switch (node) {
            case Yaml.Scalar _ -> 1;
            case Yaml.Sequence(_, List<Yaml> items) ->
                    1 + items.stream().mapToInt(YamlReader::height).max().orElse(0);
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    1 + entries.stream().mapToInt(entry -> height(entry.value())).max().orElse(0);
        };
    }

    private Yaml anchored(NodeEvent event, Yaml node, int nodesBefore) {
        event.getAnchor()
                .ifPresent(anchor -> {
                    anchors.put(anchor.getValue(), node);
                    sizes.put(anchor.getValue(), nodes - nodesBefore);
                });
        return node;
    }

    private Yaml sequence(CollectionStartEvent start, Place place, int depth)
            throws UnreadableYaml {
        checkTag(start.getTag(), "seq", place);
        List<Yaml> items = new ArrayList<>();
        Event event = events.next();
        while (!(event instanceof SequenceEndEvent)) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new Yaml.Sequence(place, items);
    }

    private Yaml mapping(CollectionStartEvent start, Place place, int depth) throws UnreadableYaml {
        checkTag(start.getTag(), "map", place);
        List<Yaml.Entry> entries = new ArrayList<>();
        Event event = events.next();
        while (!(event instanceof MappingEndEvent)) {
            Yaml key = node(event, depth + 1);
            if (!(key instanceof Yaml.Scalar scalar)) {
                throw new UnreadableYaml(key.place(), "A key must be a text, not " + key.shown());
            }
            entries.add(new Yaml.Entry(scalar, node(events.next(), depth + 1)));
            event = events.next();
        }
        return new Yaml.Mapping(place, entries);
    }

    private static void checkTag(Optional<String> tag, String kind, Place place)
            throws UnreadableYaml {
        if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(standard(kind))) {
            throw new UnreadableYaml(place, "The tag %s is not supported".formatted(tag.get()));
        }
    }

    private static String standard(String kind) {
        return "tag:yaml.org,2002:" + kind;
    }

    private static Value value(ScalarEvent scalar, Place place) throws UnreadableYaml {
        String text = scalar.getValue();
        if (text.indexOf('\0') >= 0) {
            throw new UnreadableYaml(
                    place, "The text holds a NUL character, which no process can be given");
        }
        String tag = scalar.getTag().orElse("");
        if (tag.isEmpty()) {
            return scalar.isPlain() ? CoreScalars.resolve(text) : Value.of(text);
        }
        if (tag.equals("!") || tag.equals(standard("str"))) {
            return Value.of(text);
        }
        Value resolved = CoreScalars.resolve(text);
        String wanted =
                switch (tag) {
                    case "tag:yaml.org,2002:bool" -> "Boolean";
                    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" -> "Number";
                    case "tag:yaml.org,2002:null" -> NullValue.NULL.kind();
                    default ->
                            throw new UnreadableYaml(
                                    place, "The tag %s is not supported".formatted(tag));
                };
        if (!resolved.kind().equals(wanted)) {
            throw new UnreadableYaml(place, "The value does not fit its tag %s".formatted(tag));
        }
        return resolved;
    }

    private void count(int more, Place place) throws UnreadableYaml {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new UnreadableYaml(
                    place,
                    "More than %d values, counting what aliases stand for".formatted(MAX_NODES));
        }
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(Place.START);
    }
}
