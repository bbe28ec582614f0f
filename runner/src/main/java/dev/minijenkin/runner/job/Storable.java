package dev.minijenkin.runner.job;

/// Text for columns of the database, which take any text but one that holds NUL.
final class Storable {
    private Storable() {}

    static String text(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
