package dev.minijenkin.runner.host;

/// Takes what a process prints, standard output and standard error merged. Called by one thread.
public interface OutputSink {
    /// The buffer is the caller's again when this returns.
    void bytes(byte[] buffer, int length);

    /// Nothing more will come.
    void end();
}
