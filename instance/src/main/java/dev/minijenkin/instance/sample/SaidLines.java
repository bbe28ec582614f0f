package dev.minijenkin.instance.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What the steps of the sample print, well and badly.
final class SaidLines {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String CYAN = "\u001b[36m";
    private static final String PLAIN = "\u001b[0m";

    private SaidLines() {}

    /// Where all goes well, by the job.
    static Map<String, List<String>> well() {
        Map<String, List<String>> said = new TreeMap<>();
        said.put("setup", setUp());
        said.put("lint", lint());
        said.put("unit", unit(false));
        said.put("build", build());
        said.put("e2e", e2e(false));
        said.put("package", List.of("Packing 214 files", "shop.tar.zst has 18.2 MB", "Signed"));
        said.put("deploy-production", deploy(false));
        said.put("train", train(false));
        return said;
    }

    /// Where it fails, by the job, of those that do now and then.
    static Map<String, List<String>> badly() {
        Map<String, List<String>> said = new TreeMap<>();
        said.put("unit", unit(true));
        said.put("e2e", e2e(true));
        said.put("deploy-production", deploy(true));
        said.put("train", train(true));
        return said;
    }

    static List<String> setUp() {
        return List.of("Temurin 25.0.1+8 from the cache", "Node 24.2.0 from the cache");
    }

    private static List<String> lint() {
        List<String> lines = new ArrayList<>();
        for (String module : List.of("basket", "catalogue", "payments", "search", "shipping")) {
            lines.add("%s✓%s %s".formatted(GREEN, PLAIN, module));
        }
        lines.add("::warning file=search/src/Synonyms.java,line=41::Unused import");
        lines.add("5 modules, no errors");
        return lines;
    }

    private static List<String> unit(boolean fails) {
        List<String> lines = new ArrayList<>();
        lines.add("> Task :payments:compileJava");
        lines.add("Resolved money " + (fails ? "4.2.0" : "4.1.3"));
        lines.add("> Task :payments:test");
        lines.add("PaymentIntentTest");
        lines.add(passed("createsIntent()"));
        lines.add(passed("capturesOnce()"));
        if (fails) {
            lines.add("  WARN money.rounding is HALF_EVEN");
            lines.add("  refundsPartially() %sFAILED%s".formatted(RED, PLAIN));
            lines.add(
                    "::error file=payments/src/test/java/shop/PaymentIntentTest.java,line=118"
                            + "::expected: EUR 33.34 but was: EUR 33.33");
            lines.add("    at %sPaymentIntentTest.java:118%s".formatted(CYAN, PLAIN));
            lines.add("    at %sRefunds.split(Refunds.java:64)%s".formatted(CYAN, PLAIN));
        } else {
            lines.add(passed("refundsPartially()"));
        }
        lines.add(passed("refundsInFull()"));
        IntStream.range(0, 40)
                .forEach(batch -> lines.add("indexed batch %d of 40".formatted(batch + 1)));
        lines.add(passed("SearchTest findsBySynonym()"));
        lines.add(fails ? "220 tests completed, 1 failed" : "220 tests completed");
        lines.add(
                fails
                        ? RED + "BUILD FAILED" + PLAIN + " in 24s"
                        : GREEN + "BUILD SUCCESSFUL" + PLAIN + " in 25s");
        return lines;
    }

    private static List<String> build() {
        List<String> lines = new ArrayList<>();
        for (String module : List.of("basket", "catalogue", "payments", "search", "shipping")) {
            lines.add("> Task :%s:compileJava".formatted(module));
            lines.add("> Task :%s:processResources".formatted(module));
            lines.add("> Task :%s:jar".formatted(module));
        }
        lines.add("%sBUILD SUCCESSFUL%s in 14s".formatted(GREEN, PLAIN));
        return lines;
    }

    private static List<String> e2e(boolean fails) {
        List<String> lines = new ArrayList<>();
        lines.add("Starting the shop on port 41733");
        for (String page : List.of("home", "search", "product", "basket", "address")) {
            for (String look : List.of("opens", "has no broken link", "can be used by keyboard")) {
                lines.add("  %s✓%s %s %s (312 ms)".formatted(GREEN, PLAIN, page, look));
            }
        }
        if (fails) {
            lines.add("  %s✗%s payment takes a card (5,004 ms)".formatted(RED, PLAIN));
            lines.add("::error::The page did not answer within 5,000 ms");
            lines.add("      waiting for getByRole('button', { name: 'Pay' })");
        } else {
            lines.add("  %s✓%s payment takes a card (844 ms)".formatted(GREEN, PLAIN));
        }
        lines.add(fails ? "15 passed, 1 failed" : "16 passed");
        return lines;
    }

    private static List<String> deploy(boolean fails) {
        List<String> lines = new ArrayList<>();
        for (int share : new int[] {5, 25, 50, 100}) {
            lines.add("Moving %d %% of the traffic".formatted(share));
            lines.add("  errors 0.02 %, p95 184 ms: as before");
            if (fails && share == 25) {
                lines.add(
                        "%sError: 3.1 %% of the requests failed, the limit is 0.5 %%%s"
                                .formatted(RED, PLAIN));
                lines.add("Moving back to 0 %");
                return lines;
            }
        }
        lines.add("Everybody is on the new version");
        return lines;
    }

    private static List<String> train(boolean fails) {
        List<String> lines = new ArrayList<>();
        for (int epoch = 1; epoch <= 12; epoch++) {
            lines.add("epoch %d loss %.4f".formatted(epoch, 2.1 / epoch));
        }
        lines.add(fails ? "Error: CUDA out of memory" : "Saved the model");
        return lines;
    }

    private static String passed(String test) {
        return "  %s %sPASSED%s".formatted(test, GREEN, PLAIN);
    }
}
