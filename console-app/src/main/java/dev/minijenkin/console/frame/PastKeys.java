package dev.minijenkin.console.frame;

import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/// Moves through the past.
///
/// @param step by minutes, below 0: back
/// @param toMark to the next thing that went wrong, or to the one before; whether there is one
public record PastKeys(
        BooleanSupplier isPast, IntConsumer step, Predicate<Boolean> toMark, Runnable backToNow) {}
