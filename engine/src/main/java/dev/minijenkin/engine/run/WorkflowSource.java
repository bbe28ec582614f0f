package dev.minijenkin.engine.run;

import dev.minijenkin.workflow.model.ReadResult;

/// A workflow file as it stands at a commit, read at most once. Used by one thread.
public final class WorkflowSource {
    private final String path;
    private final byte[] content;
    private final Lazy<ReadResult> read = new Lazy<>(() -> SourceDecoder.read(path(), content()));

    /// @param path in the repository
    /// @param content of a file above 1 MiB at least so much that its reader sees that it is too
    ///   large
    public WorkflowSource(String path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    public String path() {
        return path;
    }

    public byte[] content() {
        return content;
    }

    /// What its reader says of it.
    public ReadResult read() {
        return read.get();
    }
}
