package dev.minijenkin.runner.action.setup;

import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.ActionKind;
import dev.minijenkin.runner.action.call.BuiltInAction;
import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.tool.InstalledTool;
import dev.minijenkin.runner.tool.ToolKind;
import dev.minijenkin.runner.tool.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The actions that set a program up ([SetupTool]).
public final class Setups {
    /// Names of the lines with long support, by their number.
    private static final Map<String, Integer> NODE_LINES =
            Map.of("gallium", 16, "hydrogen", 18, "iron", 20, "jod", 22, "krypton", 24);

    private static final Pattern GO_LINE = Pattern.compile("(?m)^\\s*(toolchain go|go )(\\S+)");
    private static final Pattern PYTHON_NEEDED =
            Pattern.compile("(?m)^\\s*requires-python\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern NODE_ENGINE =
            Pattern.compile("\"(?:volta|engines)\"\\s*:\\s*\\{[^{}]*\"node\"\\s*:\\s*\"([^\"]+)\"");

    private Setups() {}

    public static List<ActionKind> all() {
        return List.of(
                kind("actions/setup-node", new Node()),
                kind("actions/setup-python", new Python()),
                kind("actions/setup-java", new Java()),
                kind("actions/setup-go", new Go()),
                new BuiltInAction("mini-jenkin/setup", Setups::other));
    }

    private static ActionKind kind(String name, SetupTool.Setup setup) {
        return new BuiltInAction(name, call -> new SetupTool(setup, call));
    }

    private static SetupTool other(ActionCall call) {
        String tool = InputTexts.text(call.inputsOnMachine(), "tool");
        return new SetupTool(new Other(tool), call);
    }

    /// What an input says, one version a line; without it what a file does.
    private static List<VersionRange> ranges(
            Map<String, String> inputs, String name, Path workspace, Reading reading)
            throws IOException {
        List<VersionRange> ranges = new ArrayList<>();
        for (String line : InputTexts.lines(inputs, name)) {
            ranges.add(reading.range(line));
        }
        String file = InputTexts.text(inputs, name + "-file");
        if (ranges.isEmpty() && !file.isEmpty()) {
            Path path = workspace.resolve(file).normalize();
            if (!path.startsWith(workspace)) {
                throw new IllegalArgumentException(
                        "names the file '" + file + "', which is not in the workspace");
            }
            ranges.add(
                    reading.range(
                            reading.inFile(
                                            String.valueOf(path.getFileName()),
                                            Files.readString(path))
                                    .orElseThrow(() ->
                                            new IllegalArgumentException(
                                                    "names the file '"
                                                            + file
                                                            + "', which names no version"))));
        }
        return ranges;
    }

    /// How versions of a program are written.
    private interface Reading {
        /// What words of its own mean.
        default VersionRange range(String text) {
            return VersionRange.parse(text);
        }

        /// The version that a file names.
        Optional<String> inFile(String name, String content);
    }

    /// Of a file of one line, or of one with a line for each tool.
    private static Optional<String> plain(String tool, String content) {
        for (String line : content.lines().toList()) {
            String bare = line.replaceFirst("#.*", "").strip();
            if (bare.startsWith(tool + " ")) {
                return Optional.of(bare.substring(tool.length()).strip().split("\\s+", 2)[0]);
            }
            if (!bare.isEmpty() && !bare.contains(" ")) {
                return Optional.of(bare);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(Pattern pattern, int group, String content) {
        Matcher found = pattern.matcher(content);
        return found.find() ? Optional.of(found.group(group)) : Optional.empty();
    }

    private record Node() implements SetupTool.Setup, Reading {
        @Override
        public ToolKind kind() {
            return ToolKind.NODE;
        }

        @Override
        public List<VersionRange> wanted(Map<String, String> inputs, Path workspace)
                throws IOException {
            return ranges(inputs, "node-version", workspace, this);
        }

        @Override
        public VersionRange range(String text) {
            String small = text.toLowerCase(Locale.ROOT);
            if (List.of("latest", "current", "node").contains(small)) {
                return VersionRange.parse("*");
            }
            if (!small.startsWith("lts/")) {
                return VersionRange.parse(text);
            }
            String line = small.substring("lts/".length());
            if (line.equals("*")) {
                // Even lines have long support.
                return named(text, "16 || 18 || 20 || 22 || 24 || 26 || 28 || 30");
            }
            Integer number = NODE_LINES.get(line);
            if (number == null) {
                throw new IllegalArgumentException(
                        "asks for the version '"
                                + text
                                + "', a line that this runner does not know");
            }
            return named(text, number.toString());
        }

        private static VersionRange named(String text, String meant) {
            VersionRange range = VersionRange.parse(meant);
            return new VersionRange(text, range.alternatives(), false);
        }

        @Override
        public Optional<String> inFile(String name, String content) {
            return name.equals("package.json")
                    ? first(NODE_ENGINE, 1, content)
                    : plain("nodejs", content).map(version -> version.replaceFirst("^v", ""));
        }

        @Override
        public void tell(InstalledTool tool, Map<String, String> inputs, StepScope scope) {
            scope.effects().output("node-version", "v" + tool.version().text());
            RegistrySettings.npm(inputs, scope);
        }
    }

    private record Python() implements SetupTool.Setup, Reading {
        @Override
        public ToolKind kind() {
            return ToolKind.PYTHON;
        }

        @Override
        public List<VersionRange> wanted(Map<String, String> inputs, Path workspace)
                throws IOException {
            return ranges(inputs, "python-version", workspace, this);
        }

        @Override
        public Optional<String> inFile(String name, String content) {
            return name.endsWith(".toml")
                    ? first(PYTHON_NEEDED, 1, content)
                    : plain("python", content);
        }

        @Override
        public void tell(InstalledTool tool, Map<String, String> inputs, StepScope scope) {
            String home = tool.home().toString();
            scope.effects().output("python-version", tool.version().text());
            scope.effects().output("python-path", tool.program().toString());
            for (String name : List.of("pythonLocation", "Python_ROOT_DIR", "Python3_ROOT_DIR")) {
                scope.effects().environment(name, home);
            }
        }
    }

    private record Java() implements SetupTool.Setup, Reading {
        @Override
        public ToolKind kind() {
            return ToolKind.JAVA;
        }

        @Override
        public List<VersionRange> wanted(Map<String, String> inputs, Path workspace)
                throws IOException {
            List<VersionRange> wanted = ranges(inputs, "java-version", workspace, this);
            if (wanted.isEmpty()) {
                throw new IllegalArgumentException(
                        "needs the input java-version or java-version-file");
            }
            return wanted;
        }

        @Override
        public VersionRange range(String text) {
            // 1.8 is 8; a build number is not held to.
            return VersionRange.parse(
                    text.replaceFirst("^1\\.(?=[5-8])", "").replaceFirst("\\+.*", ""));
        }

        @Override
        public Optional<String> inFile(String name, String content) {
            return plain("java", content)
                    .map(text -> text.replaceFirst("^java\\s*=\\s*", ""))
                    .map(text -> text.replaceFirst("^[A-Za-z-]+", ""));
        }

        @Override
        public void tell(InstalledTool tool, Map<String, String> inputs, StepScope scope) {
            RegistrySettings.maven(inputs, scope);
            String home = tool.home().toString();
            scope.effects().environment("JAVA_HOME", home);
            scope.effects()
                    .environment(
                            "JAVA_HOME_%d_%s"
                                    .formatted(
                                            tool.version().numbers().getFirst(),
                                            scope.environment().getOrDefault("RUNNER_ARCH", "X64")),
                            home);
            scope.effects().output("version", tool.version().text());
            scope.effects().output("path", home);
            scope.effects().output("distribution", inputs.getOrDefault("distribution", ""));
        }
    }

    private record Go() implements SetupTool.Setup, Reading {
        @Override
        public ToolKind kind() {
            return ToolKind.GO;
        }

        @Override
        public List<VersionRange> wanted(Map<String, String> inputs, Path workspace)
                throws IOException {
            return ranges(inputs, "go-version", workspace, this);
        }

        @Override
        public VersionRange range(String text) {
            return VersionRange.parse(
                    List.of("stable", "oldstable").contains(text)
                            ? "*"
                            : text.replaceFirst("^go", ""));
        }

        @Override
        public Optional<String> inFile(String name, String content) {
            // A later Go builds what an earlier one does.
            return name.equals("go.mod") || name.equals("go.work")
                    ? first(GO_LINE, 2, content).map(version -> ">=" + version)
                    : plain("golang", content);
        }

        @Override
        public void tell(InstalledTool tool, Map<String, String> inputs, StepScope scope) {
            scope.effects().output("go-version", tool.version().text());
            scope.effects()
                    .path(
                            Path.of(scope.environment().getOrDefault("HOME", "/"), "go", "bin")
                                    .toString());
        }
    }

    /// @param tool name of the program
    private record Other(String tool) implements SetupTool.Setup, Reading {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+-]{0,60}");

        @Override
        public ToolKind kind() {
            return ToolKind.named(tool);
        }

        @Override
        public List<VersionRange> wanted(Map<String, String> inputs, Path workspace)
                throws IOException {
            if (!NAME.matcher(tool).matches()) {
                throw new IllegalArgumentException(
                        "needs the input tool, the name of a program: letters, digits, '-', '_' and '+'");
            }
            return ranges(inputs, "version", workspace, this);
        }

        @Override
        public Optional<String> inFile(String name, String content) {
            return plain(tool, content);
        }

        @Override
        public void tell(InstalledTool found, Map<String, String> inputs, StepScope scope) {
            scope.effects().output("version", found.version().text());
            scope.effects().output("path", found.home().toString());
        }
    }
}
