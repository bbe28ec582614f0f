package dev.minijenkin.runner.action.setup;

import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.JobFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Files that tell npm and Maven how to log in where packages are published, as the actions that
/// set these up write them. They name variables, and hold no secret.
final class RegistrySettings {
    private static final int MOST = 1 << 20;
    private static final String NO_TOKEN = "XXXXX-XXXXX-XXXXX-XXXXX";

    private RegistrySettings() {}

    /// `registry-url` and `scope` of `actions/setup-node`; nothing without the first.
    static void npm(Map<String, String> inputs, StepScope scope) {
        String url = InputTexts.text(inputs, "registry-url");
        if (url.isEmpty()) {
            return;
        }
        String registry = url.endsWith("/") ? url : url + "/";
        String prefix = prefix(InputTexts.text(inputs, "scope"), registry, scope);
        Path file = scope.workspace().temp().resolve(".npmrc");
        StringBuilder text = new StringBuilder();
        try {
            before(file, scope)
                    .lines()
                    .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(prefix + "registry"))
                    .forEach(line -> text.append(line).append('\n'));
            text.append(registry.replaceFirst("^\\w+:", ""))
                    .append(":_authToken=${NODE_AUTH_TOKEN}\n")
                    .append(prefix)
                    .append("registry=")
                    .append(registry)
                    .append('\n');
            byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
            scope.files().run(() -> JobFiles.write(file, content));
        } catch (IOException e) {
            throw DiskTrouble.explain("write the settings of npm", file, e);
        }
        scope.effects().environment("NPM_CONFIG_USERCONFIG", file.toString());
        // npm refuses a file that names a variable which is not there.
        scope.effects()
                .environment(
                        "NODE_AUTH_TOKEN",
                        scope.environment().getOrDefault("NODE_AUTH_TOKEN", NO_TOKEN));
    }

    private static String prefix(String scope, String registry, StepScope step) {
        String owner =
                scope.isEmpty() && registry.contains("npm.pkg.github.com")
                        ? step.environment().getOrDefault("GITHUB_REPOSITORY_OWNER", "")
                        : scope;
        if (owner.isEmpty()) {
            return "";
        }
        return (owner.startsWith("@") ? owner : "@" + owner).toLowerCase(Locale.ROOT) + ":";
    }

    private static String before(Path file, StepScope scope) throws IOException {
        Optional<JobFiles.Content> content = scope.files().call(() -> JobFiles.read(file, MOST));
        return content.map(read -> new String(read.bytes(), StandardCharsets.UTF_8)).orElse("");
    }

    /// `server-id` and its like of `actions/setup-java`; nothing without the first.
    static void maven(Map<String, String> inputs, StepScope scope) {
        String id = InputTexts.text(inputs, "server-id");
        if (id.isEmpty()) {
            return;
        }
        String given = InputTexts.text(inputs, "settings-path");
        Path folder =
                given.isEmpty()
                        ? Path.of(scope.environment().getOrDefault("HOME", "")).resolve(".m2")
                        : scope.workspace().source().resolve(given);
        Path file = folder.resolve("settings.xml");
        if (InputTexts.text(inputs, "overwrite-settings").equalsIgnoreCase("false")
                && Files.exists(file)) {
            scope.printer().line("Left as it is: " + file);
            return;
        }
        try {
            byte[] content = settings(id, inputs).getBytes(StandardCharsets.UTF_8);
            scope.files()
                    .run(() -> {
                        Files.createDirectories(folder);
                        JobFiles.write(file, content);
                    });
        } catch (IOException e) {
            throw DiskTrouble.explain("write the settings of Maven", file, e);
        }
        scope.printer().line("Settings of Maven for the server " + id + ": " + file);
    }

    private static String settings(String id, Map<String, String> inputs) {
        String passphrase = InputTexts.text(inputs, "gpg-passphrase");
        return """
        <settings xmlns="http://maven.apache.org/SETTINGS/1.0.0"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://maven.apache.org/SETTINGS/1.0.0 https://maven.apache.org/xsd/settings-1.0.0.xsd">
          <interactiveMode>false</interactiveMode>
          <servers>
            <server>
              <id>%s</id>
              <username>${env.%s}</username>
              <password>${env.%s}</password>
            </server>
        %s  </servers>
        </settings>
        """
                .formatted(
                        xml(id),
                        xml(variable(inputs, "server-username", "GITHUB_ACTOR")),
                        xml(variable(inputs, "server-password", "GITHUB_TOKEN")),
                        passphrase.isEmpty()
                                ? ""
                                : "    <server>\n      <id>gpg.passphrase</id>\n      <passphrase>${env."
                                        + xml(passphrase)
                                        + "}</passphrase>\n    </server>\n");
    }

    private static String variable(Map<String, String> inputs, String input, String usual) {
        String name = InputTexts.text(inputs, input);
        return name.isEmpty() ? usual : name;
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
