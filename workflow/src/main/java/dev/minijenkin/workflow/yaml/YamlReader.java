package dev.minijenkin.workflow.yaml;

import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
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
public final class YamlReader {
    static final int MAX_LENGTH = 1024 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_EVENTS = 50_000;
    private static final int USUAL_LENGTH = 16 * 1024;
    private static final LoadSettings SETTINGS = settings(USUAL_LENGTH);
    // The scanner copies what it has of a text each time its buffer is full.
    private static final LoadSettings SETTINGS_OF_LONG_FILES = settings(MAX_LENGTH);

    private final Iterator<Event> events;
    private final Map<String, Yaml> anchors = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int read;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    public static Yaml read(String text) throws UnreadableYamlException {
        if (text.length() > MAX_LENGTH) {
            throw new UnreadableYamlException(
                    SourcePosition.START,
                    "The file is larger than 1 MiB: workflow files may not be");
        }
        try {
            LoadSettings settings =
                    text.length() < USUAL_LENGTH ? SETTINGS : SETTINGS_OF_LONG_FILES;
            return new YamlReader(new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw YamlFault.of(e);
        } catch (ReaderException e) {
            throw new UnreadableYamlException(
                    SourceText.of(text).placeAt(e.getPosition()),
                    "Not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new UnreadableYamlException(SourcePosition.START, "Not YAML: " + e.getMessage());
        }
    }

    private static LoadSettings settings(int bufferSize) {
        return LoadSettings.builder()
                .setCodePointLimit(MAX_LENGTH + 1)
                .setBufferSize(bufferSize)
                .build();
    }

    private Yaml document() throws UnreadableYamlException {
        events.next();
        Event first = events.next();
        if (!(first instanceof DocumentStartEvent)) {
            throw new UnreadableYamlException(SourcePosition.START, "The file is empty");
        }
        Yaml root = node(events.next(), 0);
        if (!(events.next() instanceof DocumentEndEvent)) {
            throw new UnreadableYamlException(root.place(), "The document has more than one root");
        }
        Event last = events.next();
        if (!(last instanceof StreamEndEvent)) {
            throw new UnreadableYamlException(
                    place(last.getStartMark()),
                    "A workflow file holds one document, here begins another");
        }
        return root;
    }

    /// Reads what an event begins.
    ///
    /// @param depth how many lists and mappings it stands in
    private Yaml node(Event event, int depth) throws UnreadableYamlException {
        SourcePosition place = place(event.getStartMark());
        int before = read;
        count(1, place);
        return switch (event) {
            case AliasEvent alias -> alias(alias, place, depth);
            case ScalarEvent scalar ->
                    anchored(
                            scalar,
                            new Yaml.Scalar(place, value(scalar, place), !scalar.isPlain()),
                            before);
            case SequenceStartEvent start ->
                    anchored(start, sequence(place, deeper(depth, 1, place)), before);
            case MappingStartEvent start ->
                    anchored(start, mapping(place, deeper(depth, 1, place)), before);
            default -> throw new UnreadableYamlException(place, "Not YAML: nothing stands here");
        };
    }

    private static int deeper(int depth, int levels, SourcePosition place)
            throws UnreadableYamlException {
        if (depth + levels > MAX_DEPTH) {
            throw new UnreadableYamlException(
                    place, "Nested deeper than %d levels".formatted(MAX_DEPTH));
        }
        return depth + levels;
    }

    /// An alias costs as much as what it stands for, so that a few of them cannot stand for
    /// millions.
    private Yaml alias(AliasEvent alias, SourcePosition place, int depth)
            throws UnreadableYamlException {
        String name = alias.getAlias().getValue();
        Yaml target = anchors.get(name);
        if (target == null) {
            throw new UnreadableYamlException(
                    place, "The alias *%s stands for nothing before it".formatted(name));
        }
        count(sizes.getOrDefault(name, 1), place);
        deeper(depth, height(target), place);
        return target;
    }

    /// How many lists and mappings stand in each other at most.
    private static int height(Yaml node) {
        return switch (node) {
            case Yaml.Scalar _ -> 0;
            case Yaml.Sequence(_, List<Yaml> items) ->
                    1 + items.stream().mapToInt(YamlReader::height).max().orElse(0);
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    1 + entries.stream().mapToInt(entry -> height(entry.value())).max().orElse(0);
        };
    }

    private Yaml anchored(NodeEvent event, Yaml node, int before) {
        event.getAnchor()
                .ifPresent(anchor -> {
                    anchors.put(anchor.getValue(), node);
                    sizes.put(anchor.getValue(), read - before);
                });
        return node;
    }

    private Yaml sequence(SourcePosition place, int depth) throws UnreadableYamlException {
        List<Yaml> items = new ArrayList<>();
        Event event = events.next();
        while (!(event instanceof SequenceEndEvent)) {
            items.add(node(event, depth));
            event = events.next();
        }
        count(1, place);
        return new Yaml.Sequence(place, items);
    }

    private Yaml mapping(SourcePosition place, int depth) throws UnreadableYamlException {
        List<Yaml.Entry> entries = new ArrayList<>();
        Event event = events.next();
        while (!(event instanceof MappingEndEvent)) {
            Yaml key = node(event, depth);
            if (!(key instanceof Yaml.Scalar scalar)) {
                throw new UnreadableYamlException(
                        key.place(), "A key must be a text, not " + key.shown());
            }
            entries.add(new Yaml.Entry(scalar, node(events.next(), depth)));
            event = events.next();
        }
        count(1, place);
        return new Yaml.Mapping(place, entries);
    }

    private static String standard(String kind) {
        return "tag:yaml.org,2002:" + kind;
    }

    private static Value value(ScalarEvent scalar, SourcePosition place)
            throws UnreadableYamlException {
        String text = scalar.getValue();
        if (text.indexOf('\0') >= 0) {
            throw new UnreadableYamlException(
                    place, "The text holds a NUL character, which no process can be given");
        }
        String tag = scalar.getTag().orElse("");
        if (tag.equals(standard("str"))) {
            return Value.of(text);
        }
        if (tag.isEmpty()) {
            return scalar.isPlain() ? plain(text, place) : Value.of(text);
        }
        String wanted =
                switch (tag) {
                    case "tag:yaml.org,2002:bool" -> "Boolean";
                    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" -> "Number";
                    case "tag:yaml.org,2002:null" -> "Null";
                    default ->
                            throw new UnreadableYamlException(
                                    place,
                                    "The tag %s is not supported; a text that begins with ! stands in quotes"
                                            .formatted(tag));
                };
        Value resolved = plain(text, place);
        if (!scalar.isPlain() || !resolved.kind().equals(wanted)) {
            throw new UnreadableYamlException(
                    place, "The value does not fit its tag %s".formatted(tag));
        }
        return resolved;
    }

    private static Value plain(String text, SourcePosition place) throws UnreadableYamlException {
        return CoreScalars.resolve(text)
                .orElseThrow(() ->
                        new UnreadableYamlException(
                                place,
                                "The number %s is larger than 32 bits; quote it if it is a text"
                                        .formatted(text)));
    }

    private void count(int more, SourcePosition place) throws UnreadableYamlException {
        read += more;
        if (read > MAX_EVENTS) {
            throw new UnreadableYamlException(
                    place,
                    "More than %d values, counting what aliases stand for".formatted(MAX_EVENTS));
        }
    }

    private static SourcePosition place(Optional<Mark> mark) {
        return mark.map(YamlFault::place).orElse(SourcePosition.START);
    }
}
