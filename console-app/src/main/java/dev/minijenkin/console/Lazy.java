package dev.minijenkin.console;

import java.util.Optional;
import java.util.function.Supplier;

/// Something that is made when it is first asked for. FX thread only.
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> make;
    private Optional<T> made = Optional.empty();

    Lazy(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public T get() {
        T value = made.orElseGet(make);
        made = Optional.of(value);
        return value;
    }
}
