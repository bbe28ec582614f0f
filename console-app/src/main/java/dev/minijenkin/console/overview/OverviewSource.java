package dev.minijenkin.console.overview;

/// Where the overview comes from.
@FunctionalInterface
public interface OverviewSource {
    OverviewAnswer overview();
}
