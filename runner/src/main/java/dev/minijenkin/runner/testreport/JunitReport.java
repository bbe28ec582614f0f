package dev.minijenkin.runner.testreport;

import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestResult;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads results of tests in the XML of JUnit, as most test programs write it. A file comes from a
/// job: nothing outside of it is read, no entity is resolved, and depth and sizes are bounded. Used
/// by one thread.
public final class JunitReport {
    private static final int DEEPEST = 64;
    private static final int MOST_RESULTS = 200_000;
    private static final int LONGEST_TEXT = 64 * 1024;

    private final XMLStreamReader xml;
    private final Deque<String> suites = new ArrayDeque<>();
    private final Deque<String> files = new ArrayDeque<>();
    private final List<TestResult> results = new ArrayList<>();
    private @Nullable Case open;

    private JunitReport(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// A case whose end has not come.
    private static final class Case {
        private final String suite;
        private final String name;
        private final String seconds;
        private final String file;
        private final int line;
        private TestOutcome outcome = TestOutcome.PASSED;
        private String message = "";
        private String details = "";

        private Case(String suite, String name, String seconds, String file, int line) {
            this.suite = suite;
            this.name = name;
            this.seconds = seconds;
            this.file = file;
            this.line = line;
        }

        private TestResult result() {
            return new TestResult(
                    suite,
                    name,
                    outcome,
                    milliseconds(seconds),
                    message,
                    details.strip(),
                    file,
                    line);
        }
    }

    /// The results of a file, in their order.
    ///
    /// @throws UnreadableReportException if it is something else, or broken; its message goes on
    ///   after the name of the file
    public static List<TestResult> read(byte[] file) throws UnreadableReportException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            JunitReport report =
                    new JunitReport(factory.createXMLStreamReader(new ByteArrayInputStream(file)));
            report.read();
            return report.results;
        } catch (XMLStreamException e) {
            throw new UnreadableReportException(
                    "is no XML from line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNumber())
                            + " on");
        }
    }

    private void read() throws XMLStreamException, UnreadableReportException {
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth == 0 && !xml.getLocalName().matches("testsuites?")) {
                        throw new UnreadableReportException(
                                "has the element <%s>, where reports of tests have <testsuite>"
                                        .formatted(xml.getLocalName()));
                    }
                    if (++depth > DEEPEST) {
                        throw new UnreadableReportException(
                                "is more than " + DEEPEST + " elements deep");
                    }
                    depth -= begin() ? 1 : 0;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    end(xml.getLocalName());
                }
                case XMLStreamConstants.DTD ->
                        throw new UnreadableReportException(
                                "declares a type of document, which is not read");
                default -> {
                    // What stands between elements says nothing about tests.
                }
            }
        }
    }

    /// Whether the element has been read to its end.
    private boolean begin() throws XMLStreamException, UnreadableReportException {
        switch (xml.getLocalName()) {
            case "testsuite" -> {
                suites.push(attribute("name"));
                files.push(attribute("file").isEmpty() ? enclosingFile() : attribute("file"));
            }
            case "testcase" -> open = beginning();
            case "failure", "error" -> {
                failed(TestOutcome.FAILED);
                return true;
            }
            case "flakyFailure", "flakyError" -> {
                failed(TestOutcome.FLAKY);
                return true;
            }
            case "skipped" -> {
                if (open != null && open.outcome == TestOutcome.PASSED) {
                    open.outcome = TestOutcome.SKIPPED;
                    open.message = attribute("message");
                }
            }
            default -> {
                // Properties, output, tries that failed again.
            }
        }
        return false;
    }

    private Case beginning() {
        String suite = attribute("classname");
        if (suite.isEmpty()) {
            suite = suites.isEmpty() ? "" : suites.peek();
        }
        String file = attribute("file").isEmpty() ? enclosingFile() : attribute("file");
        return new Case(
                suite, attribute("name"), attribute("time"), file, number(attribute("line")));
    }

    private String enclosingFile() {
        return files.isEmpty() ? "" : files.peek();
    }

    /// The first failure of a case counts; one that it got over counts less than one that it did
    /// not.
    private void failed(TestOutcome outcome) throws XMLStreamException, UnreadableReportException {
        String message = attribute("message");
        String type = attribute("type");
        String text = text();
        if (open == null || open.outcome == TestOutcome.FAILED) {
            return;
        }
        open.outcome = outcome;
        open.details = text;
        open.message = !message.isBlank() ? message.strip() : firstLine(text, type);
    }

    private static String firstLine(String text, String type) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(type);
    }

    private void end(String name) throws UnreadableReportException {
        if (name.equals("testcase") && open != null) {
            if (results.size() == MOST_RESULTS) {
                throw new UnreadableReportException("has more than " + MOST_RESULTS + " tests");
            }
            results.add(open.result());
            open = null;
        } else if (name.equals("testsuite") && !suites.isEmpty()) {
            suites.pop();
            files.pop();
        }
    }

    /// The text of the element, with that of elements in it, to its end; cut where it is long.
    private String text() throws XMLStreamException, UnreadableReportException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > DEEPEST) {
                        throw new UnreadableReportException(
                                "is more than " + DEEPEST + " elements deep");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    int room = LONGEST_TEXT - text.length();
                    text.append(xml.getText(), 0, Math.min(room, xml.getText().length()));
                }
                default -> {
                    // Comments.
                }
            }
        }
        return text.toString();
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /// Some write `1,234.5`.
    private static long milliseconds(String seconds) {
        try {
            double number = Double.parseDouble(seconds.strip().replace(",", ""));
            return number > 0 && number < 1e9 ? Math.round(number * 1000) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
