package dev.minijenkin.console.state;

/// The shapes of states; the style class gives the colour.
public enum StateShape {
    SUCCESS("state-success"),
    FAILURE("state-failure"),
    TIMED_OUT("state-failure"),
    WAITING("state-waiting"),
    RUNNING("state-running"),
    QUEUED("state-queued"),
    CANCELLED("state-queued"),
    SKIPPED("state-skipped"),
    BLOCKED("state-blocked");

    private final String styleClass;

    StateShape(String styleClass) {
        this.styleClass = styleClass;
    }

    public String styleClass() {
        return styleClass;
    }
}
