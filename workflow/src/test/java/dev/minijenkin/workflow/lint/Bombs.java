package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Expression;
import dev.minijenkin.workflow.expression.ExpressionLines;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.model.GlobPattern;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Inputs that want all of the time or the memory, as a program for a process of its own with
/// little memory. Prints one line for each; ends with 1 where one took too long.
final class Bombs {
    private static final int MIB = 1024 * 1024;
    private static final long LONGEST_MILLIS = 1000;

    private Bombs() {}

    public static void main(String[] arguments) {
        boolean allSoon = true;
        for (Map.Entry<String, Supplier<String>> bomb : all().entrySet()) {
            String input = bomb.getValue().get();
            // The first time also loads and compiles classes.
            long first = time(bomb.getKey(), input);
            long millis = Math.min(first, time(bomb.getKey(), input));
            System.out.printf(
                    "%s: %d ms of %d characters%n", bomb.getKey(), millis, input.length());
            allSoon &= millis <= LONGEST_MILLIS;
        }
        System.exit(allSoon ? 0 : 1);
    }

    private static long time(String name, String input) {
        long start = cpuTime();
        if (name.startsWith("yaml")) {
            Linter.ofFiles().lint("f", input).toJson();
        } else if (name.startsWith("line")) {
            new ExpressionLines(_ -> "").answer(input);
        } else if (name.startsWith("glob")) {
            try {
                GlobPattern.parse(input).matches("ab/".repeat(1500));
            } catch (IllegalArgumentException _) {
                return 0;
            }
        } else {
            evaluate(input);
        }
        return (cpuTime() - start) / 1_000_000;
    }

    /// Of this thread: other tests compute beside this program.
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void evaluate(String expression) {
        try {
            Expression.parse(expression, Scope.ALL)
                    .evaluate(
                            Contexts.EMPTY.with(
                                    "github",
                                    Json.parse("[" + "[0,{\"a\":[1,2]}],".repeat(500) + "1]")));
        } catch (ExpressionException _) {
            return;
        }
    }

    private static Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> bombs = new LinkedHashMap<>();
        yaml(bombs);
        expressions(bombs);
        lines(bombs);
        bombs.put("glob of stars", () -> "**a*b?+".repeat(300));
        bombs.put("glob of folders", () -> "**/".repeat(700));
        bombs.put("glob of sets", () -> "[\ud83d\ude00-\udbff\udfff]+".repeat(150));
        return bombs;
    }

    private static void yaml(Map<String, Supplier<String>> bombs) {
        String head = "on: push\njobs:\n  a:\n    runs-on: l\n    steps:\n";
        bombs.put("yaml of brackets", () -> "[".repeat(MIB));
        bombs.put("yaml of braces", () -> "{a: ".repeat(MIB / 4));
        bombs.put("yaml of dashes", () -> "- ".repeat(MIB / 2));
        bombs.put("yaml of questions", () -> "? ".repeat(MIB / 2));
        bombs.put("yaml of colons", () -> "a:\n ".repeat(MIB / 4));
        bombs.put("yaml of items", () -> "on: [" + "push, ".repeat(MIB / 7) + "push]");
        bombs.put("yaml of keys", () -> "env:\n" + "  k: v\n".repeat(MIB / 8));
        bombs.put("yaml of one text", () -> "name: " + "x".repeat(MIB - 10));
        bombs.put("yaml of one key", () -> "x".repeat(MIB - 10) + ": y");
        bombs.put("yaml of quotes", () -> "name: '" + "''".repeat(MIB / 2 - 10) + "'");
        bombs.put("yaml of escapes", () -> "name: \"" + "\\n".repeat(MIB / 2 - 10) + "\"");
        bombs.put("yaml of comments", () -> "# x\n".repeat(MIB / 4));
        bombs.put("yaml of lines", () -> "name: |\n" + "  x\n".repeat(MIB / 4 - 10));
        bombs.put("yaml of folds", () -> "name: >\n" + "  x\n\n".repeat(MIB / 5 - 10));
        bombs.put("yaml of anchors", () -> "&a x\n".repeat(MIB / 5));
        bombs.put(
                "yaml of aliases",
                () -> {
                    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
                    for (int i = 1; i < 40; i++) {
                        text.append("a%d: &a%d [".formatted(i, i));
                        text.append("*a%d, ".formatted(i - 1).repeat(9)).append("x]\n");
                    }
                    return text.toString();
                });
        bombs.put("yaml of steps", () -> head + "      - run: x\n".repeat(8000));
        bombs.put(
                "yaml of expressions",
                () -> head + "      - run: ${{ github.event.issue.title }}\n".repeat(8000));
        bombs.put(
                "yaml of unknown fields",
                () -> head + "      - run: ${{ steps.x.y }} ${{ needs.x }}\n".repeat(8000));
        bombs.put(
                "yaml of a script",
                () -> head + "      - run: \"" + "${{ github }}".repeat(70_000) + "\"\n");
        bombs.put(
                "yaml of jobs",
                () -> {
                    StringBuilder text = new StringBuilder("on: push\njobs:\n");
                    for (int i = 0; i < 4000; i++) {
                        text.append(
                                "  j%d: {runs-on: l, needs: [j%d], steps: [{run: x}]}\n"
                                        .formatted(i, (i + 1) % 4000));
                    }
                    return text.toString();
                });
        bombs.put(
                "yaml of unknown keys",
                () -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < 9000; i++) {
                        text.append("permisions").append(i).append(": x\n");
                    }
                    return text.toString();
                });
        bombs.put(
                "yaml of patterns",
                () ->
                        "on:\n  push:\n    branches:\n"
                                + "    - '[ -\udbff\udfff]+'\n".repeat(20_000));
        bombs.put("yaml of tags", () -> "!!str ".repeat(MIB / 6));
        bombs.put("yaml of zeros", () -> "\0".repeat(MIB));
        bombs.put("yaml of a number", () -> "name: " + "9".repeat(MIB - 10));
        bombs.put("yaml of hexadecimal", () -> "name: 0x" + "f".repeat(MIB - 10));
    }

    private static void expressions(Map<String, Supplier<String>> bombs) {
        bombs.put(
                "expression that formats",
                () -> {
                    String text = "'xxxxxxxxxxxxxxxxxxxx'";
                    for (int i = 0; i < 40; i++) {
                        text = "format('{0}{0}{0}{0}{0}{0}{0}{0}', " + text + ")";
                    }
                    return text;
                });
        bombs.put("expression of parentheses", () -> "(".repeat(10_000) + "1" + ")".repeat(10_000));
        bombs.put("expression of nots", () -> "!".repeat(20_000) + "1");
        bombs.put("expression of ands", () -> "1" + "&&1".repeat(6_900));
        bombs.put("expression of filters", () -> "github" + ".*".repeat(48));
        bombs.put(
                "expression that writes JSON again and again",
                () -> "toJSON(".repeat(20) + "github" + ")".repeat(20));
        bombs.put(
                "expression that reads JSON again and again",
                () ->
                        "fromJSON(format('[{0},{0},{0},{0}]', toJSON(".repeat(12)
                                + "github"
                                + ")))".repeat(12));
        bombs.put("expression of arguments", () -> "format('x'" + ",1".repeat(10_000) + ")");
        bombs.put("expression of quotes", () -> "'" + "''".repeat(10_000) + "'");
        bombs.put("expression of digits", () -> "9".repeat(21_000));
        bombs.put("expression of digits after a point", () -> "0." + "1".repeat(20_000));
        bombs.put(
                "expression that searches",
                () ->
                        "contains(format('{0}{0}{0}{0}{0}{0}{0}{0}', format('{0}{0}{0}{0}{0}{0}{0}{0}', '"
                                + "a".repeat(9000)
                                + "')), format('{0}b', '"
                                + "a".repeat(9000)
                                + "'))");
    }

    private static void lines(Map<String, Supplier<String>> bombs) {
        bombs.put("line of brackets", () -> "{\"expr\":\"x\",\"contexts\":" + "[".repeat(MIB));
        bombs.put("line of numbers", () -> context("[" + "0,".repeat(MIB / 2 - 100) + "0]"));
        bombs.put("line of names", () -> context(names()));
        bombs.put("line of one text", () -> context("\"" + "x".repeat(MIB - 200) + "\""));
        bombs.put("line of one number", () -> context("9".repeat(MIB - 200)));
        bombs.put("line of empty objects", () -> context("[" + "{},".repeat(300_000) + "0]"));
    }

    private static String context(String json) {
        return "{\"expr\":\"toJSON(a)\",\"contexts\":{\"a\":" + json + "}}";
    }

    private static String names() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; json.length() < MIB - 200; i++) {
            json.append('"').append(Integer.toString(i, 36)).append("\":0,");
        }
        return json.append("\"last\":0}").toString();
    }
}
