package dev.minijenkin.cli.workflow;

import dev.minijenkin.workflow.model.Permissions;

/// The two settings that hosts have for jobs of which no file says what they may do.
enum DefaultPermissions {
    RESTRICTED,
    PERMISSIVE;

    Permissions allowed() {
        return switch (this) {
            case RESTRICTED -> Permissions.OF_NEW_REPOSITORIES;
            case PERMISSIVE -> Permissions.EVERYTHING;
        };
    }
}
