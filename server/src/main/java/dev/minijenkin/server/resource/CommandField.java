package dev.minijenkin.server.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;

/// A field of the body that sends a command: how it is checked and described.
@SuppressWarnings("ImmutableEnumChecker") // Predicates hold nothing, and of the schema go copies.
enum CommandField {
    KIND("kind", schema("string"), JsonNode::isTextual, "a word"),
    REASON(
            "reason",
            described(schema("string").put("maxLength", 2000), "Why; kept in the audit log"),
            CommandField::isText,
            "a text of at most 2000 letters"),
    AT(
            "at",
            described(
                    schema("string").put("format", "date-time"),
                    "Carry it out then, and not now; at most 400 days ahead"),
            CommandField::isTime,
            "a time in UTC, as 2026-11-30T02:00:00Z"),
    RUN("run", id("Id of a run"), CommandField::isId, "the id of a run"),
    JOB("job", id("Id of a job"), CommandField::isId, "the id of a job"),
    REPOSITORY(
            "repository", id("Id of a repository"), CommandField::isId, "the id of a repository"),
    DELIVERY(
            "delivery",
            id("Id of a delivery that came"),
            CommandField::isId,
            "the id of a delivery"),
    DEPLOYMENT(
            "deployment",
            id("Id of the deployment to go back to; the last good one without it"),
            CommandField::isId,
            "the id of a deployment"),
    RUNNER("runner", text("Name of a runner"), CommandField::isName, "the name of a runner"),
    ENVIRONMENT(
            "environment",
            text("Name of an environment of the repository"),
            CommandField::isName,
            "the name of an environment"),
    TARGET("target", text("Name of a target"), CommandField::isName, "the name of a target"),
    REF(
            "ref",
            text(
                    "Branch, tag or commit; the default branch without it, and of a preview what the delivery means"),
            CommandField::isName,
            "a branch, a tag or a commit"),
    WORKFLOW(
            "workflow",
            text(
                    "File of a workflow, or its bare name; all that can be started by hand without it"),
            CommandField::isName,
            "the file of a workflow"),
    INPUTS("inputs", inputs(), CommandField::isTexts, "an object of texts"),
    PRIORITY(
            "priority",
            described(
                    schema("integer").put("minimum", 0).put("maximum", 99),
                    "0 is served first, 99 last; 50 without a command"),
            node -> node.isInt() && node.intValue() >= 0 && node.intValue() <= 99,
            "a number from 0 to 99"),
    PATTERNS(
            "patterns",
            patterns(),
            CommandField::areTexts,
            "a list of at most 50 patterns of files"),
    GUESTS(
            "guests",
            words("Which runs guest runners carry out, and nobody else", "none", "forks", "all"),
            node -> isOneOf(node, "none", "forks", "all"),
            "none, forks or all"),
    FORKS(
            "forks",
            words(
                    "Whose pull requests from forks wait until an operator releases them",
                    "outsiders",
                    "first_time",
                    "new_to_host"),
            node -> isOneOf(node, "outsiders", "first_time", "new_to_host"),
            "outsiders, first_time or new_to_host"),
    MESSAGES("messages", messages(), CommandField::areIds, "a list of ids of messages");

    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_REASON = 2000;
    private static final int MOST_MESSAGES = 1000;
    private static final int MOST_PATTERNS = 50;

    private final String word;
    private final ObjectNode schema;
    private final Predicate<JsonNode> fits;
    private final String wanted;

    CommandField(String word, ObjectNode schema, Predicate<JsonNode> fits, String wanted) {
        this.word = word;
        this.schema = schema;
        this.fits = fits;
        this.wanted = wanted;
    }

    String word() {
        return word;
    }

    ObjectNode schema() {
        return schema.deepCopy();
    }

    boolean fits(JsonNode value) {
        return fits.test(value);
    }

    /// The end of a sentence: what it must be.
    String wanted() {
        return wanted;
    }

    private static boolean isId(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0;
    }

    private static boolean isName(JsonNode node) {
        return node.isTextual()
                && !node.textValue().isEmpty()
                && node.textValue().length() <= LONGEST_NAME;
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && node.textValue().length() <= LONGEST_REASON;
    }

    private static boolean isTime(JsonNode node) {
        try {
            return node.isTextual() && Instant.parse(node.textValue()) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isTexts(JsonNode node) {
        return node.isObject()
                && node.properties().stream().allMatch(entry -> entry.getValue().isTextual());
    }

    private static boolean areIds(JsonNode node) {
        if (!node.isArray() || node.isEmpty() || node.size() > MOST_MESSAGES) {
            return false;
        }
        for (JsonNode each : node) {
            if (!isId(each)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areTexts(JsonNode node) {
        if (!node.isArray() || node.size() > MOST_PATTERNS) {
            return false;
        }
        for (JsonNode each : node) {
            if (!isName(each)) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode schema(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode described(ObjectNode schema, String words) {
        return schema.put("description", words);
    }

    private static ObjectNode id(String words) {
        return described(schema("integer").put("format", "int64").put("minimum", 1), words);
    }

    private static ObjectNode text(String words) {
        return described(schema("string").put("minLength", 1).put("maxLength", 1000), words);
    }

    private static boolean isOneOf(JsonNode node, String... words) {
        return node.isTextual() && List.of(words).contains(node.textValue());
    }

    private static ObjectNode words(String meaning, String... words) {
        ObjectNode schema = described(schema("string"), meaning);
        List.of(words).forEach(schema.putArray("enum")::add);
        return schema;
    }

    private static ObjectNode inputs() {
        ObjectNode inputs = described(schema("object"), "Inputs of the workflow, by name");
        inputs.putObject("additionalProperties").put("type", "string");
        return inputs;
    }

    private static ObjectNode patterns() {
        ObjectNode patterns =
                described(
                        schema("array").put("maxItems", 50),
                        "Of files in the workspace, as upload-artifact takes them; none: nothing is looked for");
        patterns.putObject("items").put("type", "string").put("minLength", 1);
        return patterns;
    }

    private static ObjectNode messages() {
        ObjectNode messages =
                described(
                        schema("array").put("minItems", 1).put("maxItems", 1000),
                        "Ids of messages that were given up");
        messages.putObject("items").put("type", "integer").put("minimum", 1);
        return messages;
    }
}
