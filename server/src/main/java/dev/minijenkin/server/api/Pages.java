package dev.minijenkin.server.api;

/// The parameters of every list.
public final class Pages {
    static final int USUAL_LIMIT = 50;

    public static final Parameter<Integer> LIMIT =
            Parameter.count(
                    "limit", 1, 100, "How many at most; %d without it".formatted(USUAL_LIMIT));

    public static final Parameter<Long> AFTER =
            Parameter.filterId("after", "`next` of the page before; the first page without it");

    private Pages() {}
}
