package dev.minijenkin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// Prints where the time of the tests went. The build runs it at its end, when the reports of all
/// modules are there; how long a whole module took is in the summary that Maven prints below.
///
/// Classes run side by side, so that they take more seconds together than the build does.
final class BuildTimes {
    private static final int SLOWEST = 12;

    private BuildTimes() {}

    private record Suite(String module, String name, int tests, double seconds) {}

    /// Prints the table.
    ///
    /// @param arguments the folder of all modules, and when the build began: reports that are older
    ///   are of classes that are no longer there
    public static void main(String[] arguments)
            throws IOException, ParserConfigurationException, SAXException {
        List<Suite> suites = suites(Path.of(arguments[0]), Instant.parse(arguments[1]));
        System.out.println("Tests by module       classes  tests  seconds");
        suites.stream()
                .collect(Collectors.groupingBy(Suite::module, TreeMap::new, Collectors.toList()))
                .forEach(BuildTimes::print);
        print("all", suites);
        System.out.println("The slowest classes");
        suites.stream()
                .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
                .limit(SLOWEST)
                .forEach(suite ->
                        System.out.printf(
                                "  %-50s  %3d  %7.1f%n",
                                suite.module() + " " + suite.name(),
                                suite.tests(),
                                suite.seconds()));
    }

    private static void print(String name, List<Suite> suites) {
        System.out.printf(
                "  %-20s  %6d  %5d  %7.1f%n",
                name,
                suites.size(),
                suites.stream().mapToInt(Suite::tests).sum(),
                suites.stream().mapToDouble(Suite::seconds).sum());
    }

    private static List<Suite> suites(Path root, Instant begin)
            throws IOException, ParserConfigurationException, SAXException {
        List<Suite> suites = new ArrayList<>();
        for (Path module : files(root)) {
            for (Path report : files(module.resolve("target/surefire-reports"))) {
                if (report.toString().endsWith(".xml")
                        && !Files.getLastModifiedTime(report).toInstant().isBefore(begin)) {
                    suites.add(suite(String.valueOf(module.getFileName()), report));
                }
            }
        }
        return suites;
    }

    private static Suite suite(String module, Path report)
            throws IOException, ParserConfigurationException, SAXException {
        Element suite =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(report.toFile())
                        .getDocumentElement();
        return new Suite(
                module,
                suite.getAttribute("name").replaceFirst(".*\\.", ""),
                Integer.parseInt(suite.getAttribute("tests")),
                Double.parseDouble(suite.getAttribute("time")));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
