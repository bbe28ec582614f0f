package dev.minijenkin.runner.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestResult;
import dev.minijenkin.runner.stop.StopCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JunitReportTest {
    @TempDir Path folder;

    @Test
    void casesOfSuitesInSuitesHaveOutcomesTimesAndMessages() throws Exception {
        List<TestResult> results =
                read(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites name="all">
                          <testsuite name="outer" file="outer.js">
                            <properties><property name="a" value="b"/></properties>
                            <testcase name="works" time="1,000.25"><system-out>noise</system-out></testcase>
                            <testsuite name="inner">
                              <testcase name="breaks" classname="pkg.Inner" time="0.5" line="7">
                                <failure message="expected 1" type="AssertionError">a <![CDATA[<stack>]]></failure>
                                <error message="second"/>
                              </testcase>
                            </testsuite>
                            <testcase name="dies"><error type="NPE">
                              no message
                              at x</error></testcase>
                            <testcase name="waits"><skipped message="later"/></testcase>
                            <testcase name="odd"><flakyFailure message="once">x</flakyFailure></testcase>
                          </testsuite>
                        </testsuites>
                        """);

        assertThat(results)
                .extracting(
                        TestResult::suite,
                        TestResult::name,
                        TestResult::outcome,
                        TestResult::milliseconds,
                        TestResult::message)
                .containsExactly(
                        tuple("outer", "works", TestOutcome.PASSED, 1_000_250L, ""),
                        tuple("pkg.Inner", "breaks", TestOutcome.FAILED, 500L, "expected 1"),
                        tuple("outer", "dies", TestOutcome.FAILED, 0L, "no message"),
                        tuple("outer", "waits", TestOutcome.SKIPPED, 0L, "later"),
                        tuple("outer", "odd", TestOutcome.FLAKY, 0L, "once"));
        assertThat(results.get(1).details()).isEqualTo("a <stack>");
        assertThat(results.get(1).path()).isEqualTo("outer.js");
        assertThat(results.get(1).line()).isEqualTo(7);
    }

    @Test
    void whatIsNoReportSaysWhy() {
        assertThatThrownBy(() -> read("garbage")).hasMessage("is no XML from line 1 on");
        assertThatThrownBy(() -> read("")).hasMessage("is no XML from line 1 on");
        assertThatThrownBy(() -> read("<testsuite>\n<testcase name='a'>"))
                .hasMessage("is no XML from line 2 on");
        assertThatThrownBy(() -> read("<html/>"))
                .hasMessage("has the element <html>, where reports of tests have <testsuite>");
        assertThatThrownBy(() -> read("<testsuite>" + "<a>".repeat(70)))
                .hasMessage("is more than 64 elements deep");
        assertThatThrownBy(() -> read("<testsuite><testcase name='x'><failure>" + "<a>".repeat(70)))
                .hasMessage("is more than 64 elements deep");
    }

    @Test
    void nothingOutsideOfTheFileIsReadAndNoEntityGrows() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String outside =
                """
                <!DOCTYPE x [<!ENTITY e SYSTEM "file://%s">]>
                <testsuite><testcase name="a"><failure message="m">&e;</failure></testcase></testsuite>
                """
                        .formatted(secret);
        String laughs =
                """
                <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
                <testsuite><testcase name="&b;"/></testsuite>
                """;

        for (String xml : new String[] {outside, laughs}) {
            assertThatThrownBy(() -> read(xml))
                    .hasMessage("declares a type of document, which is not read");
        }
    }

    @Test
    void thePlaceOfAFailureIsFoundInTheWorkspace() throws IOException {
        write("app/src/test/java/pkg/ShopTest.java");
        write("app/src/main/java/pkg/Shop.java");
        write("tests/test_shop.py");
        write("node_modules/lib/index.js");
        write("web/sell.test.js");
        FailurePlaces places = new FailurePlaces(folder, StopCheck.NEVER);

        assertThat(
                        place(
                                places,
                                "pkg.ShopTest",
                                "",
                                """
                                java.lang.AssertionError
                                    at org.junit.Assert.fail(Assert.java:12)
                                    at app//pkg.Shop.sell(Shop.java:5)
                                    at pkg.ShopTest$Inner.sells(ShopTest.java:42)
                                """))
                .isEqualTo("app/src/test/java/pkg/ShopTest.java:42");
        assertThat(place(places, "tests.test_shop", "", "tests/test_shop.py:7: AssertionError"))
                .isEqualTo("tests/test_shop.py:7");
        assertThat(
                        place(
                                places,
                                "",
                                "",
                                "Error\n  at f (node:internal/x.js:1:2)\n  at g ("
                                        + folder
                                        + "/web/sell.test.js:9:3)"))
                .isEqualTo("web/sell.test.js:9");
        assertThat(place(places, "", "tests/test_shop.py", "no stack"))
                .isEqualTo("tests/test_shop.py:0");
        assertThat(place(places, "", "/etc/passwd", "at x (lib/index.js:3:3)")).isEqualTo(":0");
    }

    private static String place(FailurePlaces places, String suite, String file, String details) {
        TestResult placed =
                places.placed(
                        new TestResult(suite, "t", TestOutcome.FAILED, 0, "m", details, file, 0));
        return placed.path() + ":" + placed.line();
    }

    private void write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "\n");
    }

    private static List<TestResult> read(String xml) throws UnreadableReportException {
        return JunitReport.read(xml.getBytes(StandardCharsets.UTF_8));
    }
}
