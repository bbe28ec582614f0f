package dev.minijenkin.runner.action.checkout;

import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.action.call.JobToken;
import dev.minijenkin.runner.action.git.Git;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.Trees;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// By what a checkout shows who it is, beside what the host's user has configured: a token where
/// the address is one of the web, or a key of SSH. The repository keeps it until the job is over,
/// so that steps can push; no command line ever has a secret.
///
/// Of one checkout, and used by its job's thread alone.
final class CheckoutCredentials {
    private static final String COMMAND = "core.sshCommand";
    private static final String USUAL_USER = "git";

    private final String token;
    private final String key;
    private final String knownHosts;
    private final String user;
    private final boolean strict;
    private final boolean persist;
    private Optional<Path> keyFolder = Optional.empty();

    private CheckoutCredentials(Map<String, String> inputs, String token) {
        this.token = token;
        this.key = inputs.getOrDefault("ssh-key", "").strip();
        this.knownHosts = inputs.getOrDefault("ssh-known-hosts", "").strip();
        String given = InputTexts.text(inputs, "ssh-user");
        this.user = given.isEmpty() ? USUAL_USER : given;
        this.strict = !isFalse(inputs, "ssh-strict");
        this.persist = !isFalse(inputs, "persist-credentials");
    }

    private static boolean isFalse(Map<String, String> inputs, String name) {
        return InputTexts.text(inputs, name).equalsIgnoreCase("false");
    }

    /// Those of a step: where it names no token, that of the job, if a forge knows it.
    static CheckoutCredentials of(Map<String, String> inputs, Contexts contexts) {
        String given = InputTexts.text(inputs, "token");
        String token = given.isEmpty() ? ofJob(contexts, "token") : given;
        return new CheckoutCredentials(inputs, JobToken.isOne(token) ? "" : token);
    }

    /// What the `github` context says.
    static String ofJob(Contexts contexts, String name) {
        return contexts.value("github") instanceof ObjectValue github
                ? github.get(name).map(Value::asText).orElse("")
                : "";
    }

    /// Where to, with these: a key means SSH.
    CheckoutRemote by(CheckoutRemote remote) {
        return hasKey() ? remote.bySsh(user) : remote;
    }

    /// Takes back what an earlier checkout into the same folder kept.
    static void forget(CheckoutRemote remote, Git git) throws GitException, InterruptedException {
        git.tries("config", "--local", "--unset-all", COMMAND);
        Optional<String> header = remote.server().map(CheckoutCredentials::header);
        if (header.isPresent()) {
            git.tries("config", "--local", "--unset-all", header.get());
        }
    }

    private boolean hasKey() {
        return !key.isEmpty();
    }

    /// Whether anything is there to be shown to the remote.
    boolean any(CheckoutRemote remote) {
        return hasKey() || header(remote).isPresent();
    }

    /// What git finds in its environment. Writes the key to a file of the job.
    Map<String, String> variables(CheckoutRemote remote, StepScope scope) {
        if (hasKey()) {
            return Map.of("GIT_SSH_COMMAND", command(scope));
        }
        return header(remote)
                .map(header -> {
                    scope.effects().masks().addSecret(encoded());
                    return Map.of(
                            "GIT_CONFIG_COUNT",
                            "1",
                            "GIT_CONFIG_KEY_0",
                            header,
                            "GIT_CONFIG_VALUE_0",
                            "AUTHORIZATION: basic " + encoded());
                })
                .orElse(Map.of());
    }

    /// Lets steps use the same in the folder of the checkout.
    void persist(Checkout checkout, StepScope scope, Git git)
            throws GitException, InterruptedException {
        if (!persist) {
            return;
        }
        if (hasKey()) {
            git.run("config", "--local", COMMAND, command(scope));
            return;
        }
        Optional<String> server = checkout.remote().server();
        if (token.isEmpty() || server.isEmpty()) {
            return;
        }
        Path file = checkout.folder().resolve(".git").resolve("config");
        String section =
                "[http \"%s/\"]\n\textraheader = AUTHORIZATION: basic %s\n"
                        .formatted(server.get(), encoded());
        try {
            scope.files().run(() -> Files.writeString(file, section, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw DiskTrouble.explain("let the checkout keep its token", file, e);
        }
    }

    /// Takes back what the folder of the checkout kept, whatever steps have made of it.
    StepOutcome forget(Checkout checkout, StepScope scope) throws InterruptedException {
        try {
            if (persist && scope.files().call(() -> Files.isDirectory(checkout.folder()))) {
                forget(checkout.remote(), new Git(scope, checkout.folder(), false));
            }
            if (keyFolder.isPresent()) {
                Path folder = keyFolder.get();
                scope.files().run(() -> Trees.delete(folder));
            }
            return new StepOutcome.Succeeded();
        } catch (GitException e) {
            return e.outcome();
        } catch (IOException e) {
            throw DiskTrouble.explain(
                    "delete the key of the checkout", scope.workspace().temp(), e);
        }
    }

    /// The name of the setting that makes git send the token; empty where there is none to send.
    private Optional<String> header(CheckoutRemote remote) {
        return token.isEmpty()
                ? Optional.empty()
                : remote.server().map(CheckoutCredentials::header);
    }

    private static String header(String server) {
        return "http." + server + "/.extraheader";
    }

    private String encoded() {
        return Base64.getEncoder()
                .encodeToString(("x-access-token:" + token).getBytes(StandardCharsets.UTF_8));
    }

    private String command(StepScope scope) {
        Path folder = keyFolder.orElseGet(() -> writeKey(scope));
        keyFolder = Optional.of(folder);
        return "ssh -i '%s' -o BatchMode=yes -o IdentitiesOnly=yes -o CheckHostIP=no -o StrictHostKeyChecking=%s -o 'UserKnownHostsFile=%s ~/.ssh/known_hosts'"
                .formatted(
                        folder.resolve("key"),
                        strict ? "yes" : "no",
                        folder.resolve("known_hosts"));
    }

    private Path writeKey(StepScope scope) {
        Path folder = scope.workspace().temp().resolve("checkout-" + UUID.randomUUID());
        try {
            scope.files()
                    .run(() -> {
                        Files.createDirectory(
                                folder,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------")));
                        Path file =
                                Files.createFile(
                                        folder.resolve("key"),
                                        PosixFilePermissions.asFileAttribute(
                                                PosixFilePermissions.fromString("rw-------")));
                        Files.writeString(file, key + "\n");
                        Files.writeString(folder.resolve("known_hosts"), knownHosts + "\n");
                    });
        } catch (IOException e) {
            throw DiskTrouble.explain("write the key of the checkout", folder, e);
        }
        return folder;
    }
}
