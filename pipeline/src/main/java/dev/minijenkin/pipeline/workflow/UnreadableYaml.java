package dev.minijenkin.pipeline.workflow;

/// The text is no YAML that we take; nothing after this place was read.
final class UnreadableYaml extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    UnreadableYaml(Place place, String message) {
        super(message);
        this.place = place;
    }

    Place place() {
        return place;
    }
}
