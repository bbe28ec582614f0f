package dev.minijenkin.workflow.property;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.instancio.Random;
import org.instancio.junit.GivenProvider;
import org.jspecify.annotations.Nullable;

/// Makes random samples and tries a property on them. A test has one as its parameter,
/// `@Given(Samples.Seeded.class) Samples samples`, whose seed Instancio chooses; a failure names
/// it.
public final class Samples {
    private final Random random;

    private Samples(Random random) {
        this.random = random;
    }

    /// Hands a test its samples.
    public static final class Seeded implements GivenProvider {
        @Override
        public Object provide(ElementContext context) {
            return new Samples(context.random());
        }
    }

    /// Tries all samples, also after one has failed, for the sake of the shortest one that fails:
    /// it is the easiest to understand.
    public <T> void check(int tries, Function<Samples, T> generator, Consumer<T> property) {
        int broken = 0;
        String shortest = "";
        @Nullable Throwable cause = null;
        for (int i = 0; i < tries; i++) {
            T sample = generator.apply(this);
            try {
                property.accept(sample);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                broken++;
                String text = String.valueOf(sample);
                if (cause == null || text.length() < shortest.length()) {
                    shortest = text;
                    cause = e;
                }
            }
        }
        if (cause != null) {
            throw new AssertionError(
                    "Broken by %d of %d samples. The shortest:%n%s%nRepeat them with @Seed(%dL)."
                            .formatted(broken, tries, shortest, random.getSeed()),
                    cause);
        }
    }

    /// Both ends included.
    public int number(int from, int to) {
        return random.intRange(from, to);
    }

    public long number() {
        return random.longRange(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public boolean either() {
        return random.trueOrFalse();
    }

    /// True once in so many times.
    public boolean onceIn(int times) {
        return number(1, times) == 1;
    }

    public <T> T any(List<T> choices) {
        return random.oneOf(choices);
    }

    public <T> List<T> list(int fewest, int most, Supplier<T> element) {
        int size = number(fewest, most);
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    public String mixture(int fewest, int most, List<String> pieces) {
        return String.join("", list(fewest, most, () -> any(pieces)));
    }

    /// Of these characters only.
    public String text(int longest, String characters) {
        return random.stringOf(number(0, longest), characters.toCharArray());
    }

    /// Of all characters, halves of surrogate pairs and those of ASCII more often than others.
    public String text(int longest) {
        StringBuilder text = new StringBuilder();
        int length = number(0, longest);
        while (text.length() < length) {
            switch (number(0, 3)) {
                case 0 -> text.append(random.characterRange('\0', '\u007f'));
                case 1 -> text.append(random.characterRange('\ud800', '\udfff'));
                default -> text.append(random.characterRange('\0', '\uffff'));
            }
        }
        return text.toString();
    }

    /// Of any size between these two, as many tiny ones as huge ones.
    public double magnitude(int smallestExponent, int largestExponent) {
        double mantissa = random.doubleRange(-10, 10);
        return mantissa * Math.pow(10, number(smallestExponent, largestExponent));
    }
}
