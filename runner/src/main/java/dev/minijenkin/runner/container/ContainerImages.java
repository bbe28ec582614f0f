package dev.minijenkin.runner.container;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.host.container.ContainerEngine;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Brings images onto the host. What is said while that goes on is output of the step.
///
/// @param scope of what the runner does on the machine
/// @param fetched names of those that the job has so far
record ContainerImages(ContainerEngine engine, StepScope scope, Set<String> fetched) {
    /// Under it lies what was made on this host.
    private static final String OWN = "localhost";

    private static final int TRIES = 3;
    private static final long PAUSE_SECONDS = 3;

    /// The newest of its name. One that the host has does where no registry gives it away.
    void pull(ContainerSpec spec) throws ContainerException, InterruptedException {
        if (isHere(spec.image())) {
            return;
        }
        if (spec.credentials().isEmpty()) {
            pull(spec.image(), List.of(), List.of());
            return;
        }
        Path folder = scope.workspace().root().resolve("registries");
        try {
            Files.createDirectories(folder);
            logIn(spec, spec.credentials().get(), folder);
            if (engine.kind() == ContainerEngine.Kind.PODMAN) {
                pull(spec.image(), List.of(), List.of("--authfile", authFile(folder)));
            } else {
                pull(spec.image(), List.of("--config", folder.toString()), List.of());
            }
        } catch (IOException e) {
            throw DiskTrouble.explain("keep the login of a registry", folder, e);
        } finally {
            forget(folder);
        }
    }

    /// The one of this name.
    String pulled(String image) throws ContainerException, InterruptedException {
        if (!isHere(image)) {
            pull(image, List.of(), List.of());
        }
        return image;
    }

    private boolean isHere(String image) throws InterruptedException {
        return fetched.contains(image)
                || (ContainerSpec.registry(image).equals(OWN) && hasImage(image));
    }

    private boolean hasImage(String image) throws InterruptedException {
        return engine.ask("image", "inspect", image).succeeded();
    }

    /// The password goes where nobody sees it, and what comes of it into a folder of the job.
    private void logIn(ContainerSpec spec, ContainerSpec.Credentials credentials, Path folder)
            throws ContainerException, InterruptedException {
        scope.effects().masks().addMask(credentials.password());
        String registry = ContainerSpec.registry(spec.image());
        List<String> words = new ArrayList<>();
        if (engine.kind() == ContainerEngine.Kind.PODMAN) {
            words.addAll(List.of("login", "--authfile", authFile(folder)));
            registry = registry.isEmpty() ? "docker.io" : registry;
        } else {
            words.addAll(List.of("--config", folder.toString(), "login"));
        }
        words.addAll(List.of("--username", credentials.username(), "--password-stdin"));
        if (!registry.isEmpty()) {
            words.add(registry);
        }
        ContainerEngine.Answer answer =
                engine.ask(words, new ContainerEngine.Given(Map.of(), credentials.password()));
        if (!answer.succeeded()) {
            throw new ContainerException(
                    Cause.RUNNER_ERROR,
                    "cannot log in to the registry of the image '%s': %s"
                            .formatted(spec.image(), answer.complaint()));
        }
    }

    private static String authFile(Path folder) {
        return folder.resolve("auth.json").toString();
    }

    private static void forget(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw DiskTrouble.explain("forget the login of a registry", folder, e);
        }
    }

    private void pull(String image, List<String> before, List<String> after)
            throws ContainerException, InterruptedException {
        List<String> words = new ArrayList<>(before);
        words.add("pull");
        words.addAll(after);
        words.add(image);
        for (int tried = 1; true; tried++) {
            StepOutcome outcome = run(words);
            if (outcome instanceof StepOutcome.Succeeded) {
                fetched.add(image);
                return;
            }
            if (!(outcome instanceof StepOutcome.ExitedWith)) {
                throw new ContainerException(outcome);
            }
            if (hasImage(image)) {
                fetched.add(image);
                scope.printer()
                        .warning(
                                "The image '%s' cannot be fetched anew: that of this host is used."
                                        .formatted(image));
                return;
            }
            if (tried == TRIES) {
                throw new ContainerException(
                        Cause.RUNNER_ERROR,
                        "needs the image '%s', which %s cannot fetch and this host does not have: the lines above say why"
                                .formatted(image, engine.name()));
            }
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
    }

    /// The one of the folder of a Dockerfile, built unless the host has it.
    ///
    /// @return its name
    String built(Path dockerfile) throws ContainerException, InterruptedException {
        Path folder = Objects.requireNonNull(dockerfile.getParent());
        if (!Files.isRegularFile(dockerfile)) {
            throw new ContainerException(
                    Cause.WORKFLOW_INVALID,
                    "is built by the file %s, which is not there"
                            .formatted(dockerfile.getFileName()));
        }
        String tag;
        try {
            tag =
                    "mini-jenkin-action:"
                            + FolderDigest.of(folder).substring(0, 32)
                            + "-"
                            + dockerfile.getFileName().toString().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw DiskTrouble.explain("read the folder of an action", folder, e);
        }
        if (!hasImage(tag)) {
            build(dockerfile, tag);
        }
        return tag;
    }

    private void build(Path file, String tag) throws ContainerException, InterruptedException {
        StepOutcome outcome =
                run(
                        List.of(
                                "build",
                                "--label",
                                "dev.mini-jenkin.action",
                                "--tag",
                                tag,
                                "--file",
                                file.toString(),
                                String.valueOf(file.getParent())));
        if (outcome instanceof StepOutcome.ExitedWith(int code)) {
            throw new ContainerException(
                    Cause.WORKFLOW_INVALID,
                    "has a Dockerfile that cannot be built: %s build ended with code %d"
                            .formatted(engine.name(), code));
        }
        if (!(outcome instanceof StepOutcome.Succeeded)) {
            throw new ContainerException(outcome);
        }
    }

    StepOutcome run(List<String> words) throws InterruptedException {
        return StepProcess.run(
                scope, engine.command(words), scope.workspace().temp(), engine.environment());
    }
}
