package dev.minijenkin.console.runs.row;

import dev.minijenkin.console.icon.Icon;

/// What started a run, as an icon.
public final class EventIcons {
    private EventIcons() {}

    public static Icon of(String event) {
        return switch (event) {
            case "push" -> Icon.PUSH;
            case "pull_request", "pull_request_target" -> Icon.PULL_REQUEST;
            case "schedule" -> Icon.SCHEDULE;
            case "workflow_dispatch", "repository_dispatch" -> Icon.MANUAL;
            default -> Icon.DELIVERY;
        };
    }
}
