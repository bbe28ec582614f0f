package dev.minijenkin.pipeline.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What stands behind `uses`: `owner/repository[/folder]@ref`, `./folder`, `$/folder`,
/// `docker://image`, and for jobs `./folder/file.yml` and `owner/repository/folder/file.yml@ref`.
final class ActionNames {
    private static final String CHECKOUT = "actions/checkout";

    private ActionNames() {}

    /// What is wrong with the name of an action; empty where nothing is.
    static Optional<String> fault(String name) {
        boolean local =
                name.startsWith("./")
                        || name.startsWith(".\\")
                        || name.startsWith("$/")
                        || name.startsWith("docker://");
        return local || isRemote(name, 2)
                ? Optional.empty()
                : Optional.of(
                        "`%s` names no action: it must look like owner/repository@ref, ./folder or docker://image"
                                .formatted(name));
    }

    /// What is wrong with the name of a workflow; empty where nothing is.
    static Optional<String> workflowFault(String name) {
        if (name.isEmpty() || (isLocalFile(name) && name.indexOf('@') < 0) || isRemote(name, 3)) {
            return Optional.empty();
        }
        return Optional.of(
                isLocalFile(name)
                        ? "`%s` is a file of this repository and can have no @ref".formatted(name)
                        : "`%s` names no workflow: it must look like ./folder/file.yml or owner/repository/folder/file.yml@ref"
                                .formatted(name));
    }

    private static boolean isLocalFile(String name) {
        return name.startsWith("./") || name.startsWith("$/");
    }

    private static boolean isRemote(String name, int segments) {
        String[] halves = name.split("@", -1);
        List<String> path =
                Arrays.stream(halves[0].split("[/\\\\]"))
                        .filter(segment -> !segment.isEmpty())
                        .toList();
        return halves.length == 2 && !halves[1].isEmpty() && path.size() >= segments;
    }

    static boolean isCheckout(String name) {
        int version = name.indexOf('@');
        String repository = version < 0 ? name : name.substring(0, version);
        return repository.toLowerCase(Locale.ROOT).equals(CHECKOUT);
    }
}
