package dev.minijenkin.server.scale;

/// Who is told what the queue needs, and when.
public record ScaleConfiguration(ScaleReceiver receiver, ScaleSettings settings) {}
