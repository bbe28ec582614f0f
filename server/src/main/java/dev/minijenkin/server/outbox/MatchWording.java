package dev.minijenkin.server.outbox;

/// The words of a message about a saved search, plain, as [Wording].
record MatchWording(Told.OfMatch told) {
    /// Amber: nothing broke, and somebody wanted to know.
    static final int COLOR = 0xBF8700;

    /// `shop/web › ci #42 › build`
    String name() {
        return Wording.name(told.run());
    }

    String branch() {
        return Wording.branch(told.run());
    }

    /// One line: `shop/web › ci #42 › build on main printed what "heap" asks for`.
    String headline() {
        return "%s on %s printed what \"%s\" asks for".formatted(name(), branch(), told.search());
    }

    /// `Line 17`, `Line 17 and 3 others`.
    String lines() {
        return switch (Math.toIntExact(Math.min(told.lines() - 1, Integer.MAX_VALUE))) {
            case 0 -> "Line " + told.line();
            case 1 -> "Line %d and one other".formatted(told.line());
            default -> "Line %d and %,d others".formatted(told.line(), told.lines() - 1);
        };
    }

    String commit() {
        return Wording.commit(told.run());
    }
}
