package dev.minijenkin.db.runner;

import java.util.List;
import java.util.UUID;

/// Who a runner process is.
///
/// @param instance made anew by each process
/// @param labels in the normal spelling of `LabelSets`
/// @param capacity jobs at a time
public record RunnerRegistration(
        String name,
        UUID instance,
        List<String> labels,
        int capacity,
        String host,
        String os,
        String architecture,
        String version,
        long pid) {}
