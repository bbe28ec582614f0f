package dev.minijenkin.runner.command;

/// A step wrote something into one of its files that means nothing. The message goes on after the
/// name of the file.
final class FileCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    FileCommandException(String message) {
        super(message);
    }
}
