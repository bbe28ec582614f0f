package dev.minijenkin.console;

import java.util.ArrayList;
import java.util.List;

/// The log of a browser test, as one looks.
final class Browser {
    private Browser() {}

    static List<String> log(int lines) {
        List<String> log = new ArrayList<>();
        log.add("Job e2e-firefox of shop-web / ci on oak-03");
        log.add("##[group]Environment");
        log.add("GITHUB_REF=refs/heads/main");
        log.add("RUNNER_OS=Linux");
        log.add("##[endgroup]");
        log.add("From /srv/git/shop-web");
        log.add(" * branch  4be19d7 -> FETCH_HEAD");
        log.add("##[command]npx playwright test --project=firefox");
        log.add("Running 212 tests using 4 workers");
        int test = 1;
        while (log.size() < lines) {
            if (test % 40 == 7) {
                log.add(
                        "  \u001b[31m✘\u001b[0m  %3d \u001b[2m[firefox] ›\u001b[0m \u001b[31mgallery.spec.ts:48:7 › lazy images load on scroll\u001b[0m \u001b[2m(8.4s)\u001b[0m"
                                .formatted(test));
                log.add("##[error]Expected 24 images, received 23");
                log.add(
                        "    \u001b[1;31mError:\u001b[0m expect(\u001b[31mreceived\u001b[0m).toBe(\u001b[32mexpected\u001b[0m)");
                log.add("      Expected: \u001b[32m24\u001b[0m");
                log.add("      Received: \u001b[31m23\u001b[0m");
            } else if (test % 23 == 5) {
                log.add("##[warning]image decode took 612 ms, budget 400 ms");
            } else {
                log.add(
                        "  \u001b[32m✓\u001b[0m  %3d \u001b[2m[firefox] ›\u001b[0m cart.spec.ts:%d:5 › adds an item from the gallery \u001b[2m(1.%ds)\u001b[0m"
                                .formatted(test, 12 + test % 60, test % 10));
            }
            test++;
        }
        return log;
    }
}
