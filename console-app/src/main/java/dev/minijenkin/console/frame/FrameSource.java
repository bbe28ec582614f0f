package dev.minijenkin.console.frame;

/// Where the health, the counts and the person come from.
@FunctionalInterface
public interface FrameSource {
    FrameViewModel.Answer frame();
}
