package dev.minijenkin.runner.model;

import java.util.List;
import java.util.Optional;

/// What can happen, one step at a time.
///
/// @param <S> a state, equal to every other one from which the same can happen
interface Model<S> {
    S initial();

    /// Every step that can be taken from here, in every way.
    List<Step<S>> steps(S state);

    /// What must never be so; empty where nothing is wrong.
    Optional<String> wrong(S state);

    /// Whether all is done: such a state must be within reach of every state, by expected steps.
    boolean isDone(S state);

    /// Something that happens.
    ///
    /// @param who does it, or to whom it happens; together with `what` a sentence
    /// @param expected whether it happens some time by itself; false: it may also never happen
    record Step<S>(String who, String what, boolean expected, S to) {}
}
