package dev.minijenkin.workflow.reader;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What stands behind `uses`: `owner/repository[/folder]@ref`, `./folder`, `$/folder`,
/// `docker://image`, and for jobs `./folder/file.yml` and `owner/repository/folder/file.yml@ref`.
final class ActionNames {
    private static final String IMAGE = "docker://";
    private static final Pattern WORKFLOW_FILE =
            Pattern.compile("/\\.(github|mini-jenkin)/workflows/[^/@]+\\.ya?ml@");
    private static final Pattern OWNER_AND_REPOSITORY =
            Pattern.compile("[\\w.-]+[/\\\\]+[\\w.-]+[/\\\\]");
    private static final Pattern FILE = Pattern.compile("[^/\\\\]\\.ya?ml$");
    private static final Pattern NOT_IN_REF = Pattern.compile("[\\s\\p{Cntrl}~^:?*\\[\\\\]|\\.\\.");

    private ActionNames() {}

    /// What is wrong with the name of an action; empty where nothing is.
    static Optional<String> fault(String name) {
        boolean local =
                name.startsWith("./")
                        || name.startsWith(".\\")
                        || name.startsWith("$/")
                        || name.startsWith(IMAGE);
        if (local) {
            return Optional.empty();
        }
        if (!isRemote(name, 2)) {
            return Optional.of(
                    "`%s` names no action: it must look like owner/repository@ref, ./folder or docker://image"
                            .formatted(name));
        }
        return WORKFLOW_FILE.matcher(name).find()
                ? Optional.of(
                        "`%s` is a workflow: a job calls it with `uses`, a step cannot"
                                .formatted(name))
                : Optional.empty();
    }

    /// What is taken and fails in the end; empty where nothing does.
    static Optional<String> doubt(String name) {
        boolean noImage = name.startsWith(IMAGE) && (name.equals(IMAGE) || name.endsWith(":"));
        return noImage
                ? Optional.of("`%s` has no name or no tag of an image".formatted(name))
                : Optional.empty();
    }

    /// What is wrong with the name of a workflow; empty where nothing is.
    static Optional<String> workflowFault(String name) {
        boolean local = name.startsWith("./") || name.startsWith("$/");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (local ? name.indexOf('@') >= 0 : !isRemote(name, 3)) {
            return Optional.of(
                    local
                            ? "`%s` is a file of this repository and can have no @ref"
                                    .formatted(name)
                            : "`%s` names no workflow: it must look like ./folder/file.yml or owner/repository/folder/file.yml@ref"
                                    .formatted(name));
        }
        String[] halves = name.split("@", -1);
        if (!local && !OWNER_AND_REPOSITORY.matcher(halves[0]).lookingAt()) {
            return Optional.of("`%s` begins with no owner/repository".formatted(name));
        }
        if (!FILE.matcher(halves[0]).find()) {
            return Optional.of(
                    "`%s` names no workflow: a file of workflows ends in .yml or .yaml"
                            .formatted(name));
        }
        return local || isRef(halves[1])
                ? Optional.empty()
                : Optional.of(
                        "`%s` cannot be the name of a branch, a tag or a commit"
                                .formatted(halves[1]));
    }

    private static boolean isRemote(String name, int segments) {
        String[] halves = name.split("@", -1);
        List<String> path =
                Arrays.stream(halves[0].split("[/\\\\]"))
                        .filter(segment -> !segment.isEmpty())
                        .toList();
        return halves.length == 2 && !halves[1].isEmpty() && path.size() >= segments;
    }

    /// By the rules of git.
    private static boolean isRef(String name) {
        return !NOT_IN_REF.matcher(name).find()
                && !name.startsWith("/")
                && !name.startsWith(".")
                && !name.endsWith("/")
                && !name.endsWith(".")
                && !name.endsWith(".lock");
    }
}
