package dev.minijenkin.runner.stop;

/// What the runner does itself for a step ends here, because the job was asked to stop.
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoppedException() {
        super("The job was asked to stop.");
    }
}
