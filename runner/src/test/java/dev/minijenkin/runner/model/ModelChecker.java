package dev.minijenkin.runner.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at every state that a model can reach, the nearest first, so that what it finds is the
/// shortest story of how it came about. Used once, by one thread.
final class ModelChecker<S> {
    private final Model<S> model;
    private final int limit;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final List<int[]> expected = new ArrayList<>();

    /// How a state was reached first.
    private record Origin(int from, String who, String what) {}

    /// What came of it.
    ///
    /// @param states how many there are
    /// @param found what is wrong, and the steps that lead there; empty where nothing is
    record Verdict(int states, Optional<Finding> found) {}

    /// Something that must not be.
    record Finding(String wrong, List<String> trace) {
        @Override
        public String toString() {
            return wrong + ":\n  " + String.join("\n  ", trace);
        }
    }

    /// @param limit of states: a model that has more is too big to be looked at as a whole
    ModelChecker(Model<S> model, int limit) {
        this.model = model;
        this.limit = limit;
    }

    /// Looks for a state in which something is wrong, and then for one that no expected steps lead
    /// out of to where all is done.
    Verdict check() {
        reach(model.initial(), new Origin(-1, "", ""));
        for (int next = 0; next < states.size(); next++) {
            Optional<String> wrong = model.wrong(states.get(next));
            if (wrong.isPresent()) {
                return found(wrong.get(), next);
            }
            expand(next);
        }
        BitSet leading = leadingToTheEnd();
        int stuck = leading.nextClearBit(0);
        return stuck < states.size()
                ? found("nothing leads to the end from here", stuck)
                : new Verdict(states.size(), Optional.empty());
    }

    private void expand(int from) {
        List<Integer> ahead = new ArrayList<>();
        for (Model.Step<S> step : model.steps(states.get(from))) {
            int to = reach(step.to(), new Origin(from, step.who(), step.what()));
            if (step.expected()) {
                ahead.add(to);
            }
        }
        expected.add(ahead.stream().mapToInt(Integer::intValue).toArray());
    }

    private int reach(S state, Origin origin) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        if (states.size() == limit) {
            throw new IllegalStateException("The model has more than " + limit + " states");
        }
        int number = states.size();
        numbers.put(state, number);
        states.add(state);
        origins.add(origin);
        return number;
    }

    private Verdict found(String wrong, int at) {
        List<String> trace = new ArrayList<>();
        for (int state = at; origins.get(state).from() >= 0; state = origins.get(state).from()) {
            trace.addFirst(origins.get(state).who() + " " + origins.get(state).what());
        }
        return new Verdict(states.size(), Optional.of(new Finding(wrong, List.copyOf(trace))));
    }

    /// The states from which expected steps lead to one in which all is done.
    private BitSet leadingToTheEnd() {
        List<List<Integer>> before = new ArrayList<>();
        states.forEach(_ -> before.add(new ArrayList<>(4)));
        for (int from = 0; from < states.size(); from++) {
            for (int to : expected.get(from)) {
                before.get(to).add(from);
            }
        }
        BitSet leading = new BitSet(states.size());
        Deque<Integer> open = new ArrayDeque<>();
        for (int state = 0; state < states.size(); state++) {
            if (model.isDone(states.get(state))) {
                leading.set(state);
                open.add(state);
            }
        }
        while (!open.isEmpty()) {
            for (int from : before.get(open.remove())) {
                if (!leading.get(from)) {
                    leading.set(from);
                    open.add(from);
                }
            }
        }
        return leading;
    }
}
