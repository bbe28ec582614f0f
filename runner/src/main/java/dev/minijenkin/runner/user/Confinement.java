package dev.minijenkin.runner.user;

import java.util.List;

/// What keeps jobs from the rest of their host.
///
/// @param users as whom they run: one for all, or one for each that runs at a time; none: the
///   runner's own
/// @param workspaceBytes how much of the disk the folders of one job may take; [#NO_LIMIT]: all
public record Confinement(List<String> users, long workspaceBytes) {
    public static final long NO_LIMIT = Long.MAX_VALUE;
    public static final Confinement NONE = new Confinement(List.of(), NO_LIMIT);

    /// @throws IllegalArgumentException with a sentence for a person
    public Confinement {
        users = List.copyOf(users);
        if (workspaceBytes < 1) {
            throw new IllegalArgumentException(
                    "A job needs some room on the disk: its limit cannot be " + workspaceBytes);
        }
    }
}
