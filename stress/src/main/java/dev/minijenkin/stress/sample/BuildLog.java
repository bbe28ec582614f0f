package dev.minijenkin.stress.sample;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Lines as builds print them: of compilers, package managers, tests, containers and services, with
/// times, hashes, paths and now and then a stack trace. Used by one thread.
public final class BuildLog {
    /// Of so many lines one has a number that no other line has.
    public static final int MARKED = 500;

    private static final int FILES = 6_000;
    private static final int ARTIFACTS = 800;
    private static final List<String> NOUNS =
            List.of(
                    "order",
                    "customer",
                    "payment",
                    "invoice",
                    "basket",
                    "stock",
                    "session",
                    "report",
                    "search",
                    "mail",
                    "audit",
                    "export",
                    "import",
                    "price",
                    "tax",
                    "label",
                    "route",
                    "parcel",
                    "refund",
                    "coupon",
                    "profile",
                    "ledger",
                    "ticket",
                    "queue",
                    "cache",
                    "token",
                    "image",
                    "upload",
                    "metric",
                    "alert");
    private static final List<String> KINDS =
            List.of(
                    "Service",
                    "Controller",
                    "Repository",
                    "Mapper",
                    "Factory",
                    "Client",
                    "Validator",
                    "Handler",
                    "Config",
                    "Scheduler");

    private final Random random;
    private final List<String> files;
    private final List<String> artifacts;
    private long clock = 1_790_000_000_000L;

    public BuildLog(long seed) {
        this.random = new Random(seed);
        Random fixed = new Random(7);
        this.files =
                IntStream.range(0, FILES)
                        .mapToObj(_ ->
                                "src/main/java/org/example/%s/%s/%s%s.java"
                                        .formatted(
                                                any(fixed, NOUNS),
                                                any(fixed, NOUNS),
                                                capital(any(fixed, NOUNS))
                                                        + capital(any(fixed, NOUNS)),
                                                any(fixed, KINDS)))
                        .toList();
        this.artifacts =
                IntStream.range(0, ARTIFACTS)
                        .mapToObj(_ ->
                                "org.%s.%s:%s-%s:%d.%d.%d"
                                        .formatted(
                                                any(fixed, NOUNS),
                                                any(fixed, NOUNS),
                                                any(fixed, NOUNS),
                                                any(fixed, NOUNS),
                                                fixed.nextInt(9),
                                                fixed.nextInt(30),
                                                fixed.nextInt(12)))
                        .toList();
    }

    /// A number that no other line has, as it stands in one of [#MARKED] lines.
    public static String mark(long number) {
        return "%016x".formatted(number * 0x9E3779B97F4A7C15L ^ 0x5DEECE66DL);
    }

    /// The next line.
    ///
    /// @param mark what the line shall hold; empty: nothing of its own
    public String line(String mark) {
        clock += random.nextInt(40);
        if (!mark.isEmpty()) {
            return "%tFT%<tT.%<tLZ ERROR [http-%d] request %s failed with 503 after %d ms: upstream %s"
                    .formatted(
                            clock,
                            random.nextInt(40),
                            mark,
                            random.nextInt(9000),
                            any(random, NOUNS));
        }
        String file = any(random, files);
        return switch (random.nextInt(12)) {
            case 0, 1 -> "[INFO] Compiling " + file;
            case 2 ->
                    "Downloaded from central: https://repo.example.org/maven2/%s (%d kB at %d kB/s)"
                            .formatted(
                                    any(random, artifacts).replace('.', '/').replace(':', '/'),
                                    random.nextInt(900),
                                    random.nextInt(9000));
            case 3 ->
                    "[INFO] Tests run: %d, Failures: 0, Errors: 0, Skipped: %d, Time elapsed: %d.%03d s -- in %s"
                            .formatted(
                                    random.nextInt(60),
                                    random.nextInt(3),
                                    random.nextInt(20),
                                    random.nextInt(1000),
                                    type(file));
            case 4 ->
                    "[WARNING] /home/build/workspace/%s:[%d,%d] %s in %s has been deprecated"
                            .formatted(
                                    file,
                                    random.nextInt(400),
                                    random.nextInt(90),
                                    any(random, NOUNS) + "()",
                                    type(any(random, files)));
            case 5, 6 ->
                    "%tFT%<tT.%<tLZ  INFO 4711 --- [worker-%d] %s : %s %d processed in %d ms"
                            .formatted(
                                    clock,
                                    random.nextInt(16),
                                    type(file),
                                    any(random, NOUNS),
                                    random.nextInt(100_000),
                                    random.nextInt(500));
            case 7 ->
                    "\tat %s.%s(%s:%d)"
                            .formatted(
                                    type(file),
                                    any(random, NOUNS),
                                    name(file),
                                    random.nextInt(500));
            case 8 ->
                    "npm http fetch GET 200 https://registry.example.org/%s-%s %dms (cache hit)"
                            .formatted(any(random, NOUNS), any(random, NOUNS), random.nextInt(900));
            case 9 -> " ---> Running in %012x".formatted(random.nextLong() & 0xffffffffffffL);
            case 10 ->
                    "\u001b[32m✔\u001b[0m should %s the %s of a %s (%d ms)"
                            .formatted(
                                    any(random, NOUNS),
                                    any(random, NOUNS),
                                    any(random, NOUNS),
                                    random.nextInt(80));
            default ->
                    "layer sha256:%016x%016x: Already exists"
                            .formatted(random.nextLong(), random.nextLong());
        };
    }

    private static String type(String file) {
        return file.substring("src/main/java/".length(), file.length() - ".java".length())
                .replace('/', '.');
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static String capital(String noun) {
        return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
    }

    private static String any(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
