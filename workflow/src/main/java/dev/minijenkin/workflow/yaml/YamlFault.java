package dev.minijenkin.workflow.yaml;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Tells people what is wrong with a text that is no YAML: in words of the file, not of its parser.
final class YamlFault {
    private static final Pattern BAD_BEGIN =
            Pattern.compile("found character '(.+)' that cannot start any token.*");
    private static final Pattern FOUND = Pattern.compile(".*but (?:found|got) '?(.*?)'?");

    private static final String END = "the end of the file";

    private final String context;
    private final String problem;
    private final Optional<SourcePosition> begin;
    private final SourcePosition place;

    private YamlFault(MarkedYamlEngineException e) {
        context = Objects.requireNonNullElse(e.getContext(), "").strip();
        problem = Objects.requireNonNullElse(e.getProblem(), "").strip();
        begin = e.getContextMark().map(YamlFault::place);
        place =
                e.getProblemMark()
                        .map(YamlFault::place)
                        .or(() -> begin)
                        .orElse(SourcePosition.START);
    }

    static UnreadableYamlException of(MarkedYamlEngineException e) {
        YamlFault fault = new YamlFault(e);
        return new UnreadableYamlException(fault.reported(), "Not YAML: " + fault.sentence());
    }

    static SourcePosition place(Mark mark) {
        return new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /// Where to look: at the place where the parser gave up, or, where it had to read on to see
    /// that something is missing, at the place where that begins.
    private SourcePosition reported() {
        return context.equals("while scanning a simple key") || isOpenQuote()
                ? begin.orElse(place)
                : place;
    }

    private boolean isOpenQuote() {
        return context.endsWith("quoted scalar")
                && problem.equals("found unexpected end of stream");
    }

    private String sentence() {
        if (problem.contains("\\t(TAB)")) {
            return "a tab cannot indent, only blanks can";
        }
        Matcher badBegin = BAD_BEGIN.matcher(problem);
        if (badBegin.matches()) {
            return "a text cannot begin with %s; put it in quotes".formatted(badBegin.group(1));
        }
        if (isOpenQuote()) {
            return "the quoted text that begins here is never closed";
        }
        return switch (problem) {
            case "mapping values are not allowed here" ->
                    "a colon with a blank behind it cannot stand here: put a text that holds one in"
                            + " quotes; where it ends a key, the key is indented wrongly, or the line"
                            + " before lacks the blank behind its dash or colon";
            case "sequence entries are not allowed here" ->
                    "a list cannot begin here; begin it in the next line";
            case "could not find expected ':'" ->
                    "this line is neither a key with its value nor an entry of a list: the colon, the"
                            + " dash or the blank behind it is missing";
            default -> byContext();
        };
    }

    private String byContext() {
        return switch (context) {
            case "while parsing a block mapping" ->
                    "%s does not belong to the mapping that begins in line %d, whose keys all stand in column %d"
                            .formatted(found(), line(), column());
            case "while parsing a block collection" ->
                    "%s does not belong to the list that begins in line %d, whose entries all begin with a dash in column %d"
                            .formatted(found(), line(), column());
            case "while parsing a flow sequence" -> flow("list", "[", "]");
            case "while parsing a flow mapping" -> flow("mapping", "{", "}");
            case "while parsing a flow node" ->
                    "a [ or { of this line or one before is never closed";
            case "while parsing a block node" -> "%s cannot stand here".formatted(found());
            case "while scanning an alias" ->
                    "a text cannot begin with *, which begins an alias; put it in quotes";
            case "while scanning an anchor" ->
                    "a text cannot begin with &, which begins an anchor; put it in quotes";
            case "while scanning a block scalar" ->
                    "the first line of a block text holds nothing but | or > and perhaps - or +: "
                            + problem;
            default -> parser();
        };
    }

    private String flow(String kind, String opening, String closing) {
        return found().equals(END)
                ? "the %s that %s begins in line %d is never closed"
                        .formatted(kind, opening, line())
                : "the %s that %s begins in line %d has no comma here, or no %s at its end"
                        .formatted(kind, opening, line(), closing);
    }

    /// What the parser says itself, where that is rare or plain.
    private String parser() {
        if (problem.startsWith("expected '<document start>'")) {
            return "what stands here belongs to nothing: the value of the file ended before";
        }
        return context.isEmpty() || context.equals(",") ? problem : context + ", " + problem;
    }

    private String found() {
        Matcher matcher = FOUND.matcher(problem);
        String token = matcher.matches() ? matcher.group(1) : "";
        return switch (token) {
            case "-", "<block sequence start>" -> "this list";
            case "<stream end>" -> END;
            case "<scalar>" -> "this text";
            case "?", "<block mapping start>", "" -> "this line";
            default -> "`%s`".formatted(token);
        };
    }

    private int line() {
        return begin.orElse(place).line();
    }

    private int column() {
        return begin.orElse(place).column();
    }
}
