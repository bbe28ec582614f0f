package dev.minijenkin.console.log.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

final class LogRowsTest {
    private final LogRows rows = new LogRows();
    private final List<String> changes = new ArrayList<>();

    LogRowsTest() {
        rows.addListener(
                (ListChangeListener<LogRow>)
                        change -> {
                            while (change.next()) {
                                changes.add(
                                        change.getFrom()
                                                + "+"
                                                + change.getAddedSize()
                                                + "-"
                                                + change.getRemovedSize());
                            }
                        });
    }

    @Test
    void batchIsOneChange() {
        rows.append(page(1000));
        rows.append(page(10));

        assertThat(changes).containsExactly("0+1000-0", "1000+10-0");
        assertThat(rows).hasSize(1010);
        assertThat(rows.get(1009)).isEqualTo(new LogRow.Line(1009));
    }

    @Test
    void aLineThatGrowsStaysTheSameRow() {
        rows.append(List.of(page(2)), page(1), List.of());
        changes.clear();

        rows.append(List.of(), page(1), List.of());
        assertThat(changes).as("nothing goes and comes again").containsExactly("2+1-1");
        changes.clear();

        rows.append(List.of(page(3)), LogPage.EMPTY, List.of());
        assertThat(changes).containsExactly("2+3-1");
        assertThat(rows).hasSize(5);
    }

    @Test
    void headingsStandAboveTheirLinesAndClose() {
        rows.append(page(30));
        LogFold first = new LogFold(0, 0, "Set up");
        LogFold second = new LogFold(0, 10, "Test");
        rows.add(first);
        rows.add(second);
        assertThat(rows).hasSize(32);
        assertThat(rows.get(11)).isEqualTo(new LogRow.Heading(second));

        changes.clear();
        rows.toggle(first);

        assertThat(changes).contains("1+0-10");
        assertThat(rows).hasSize(22);
        assertThat(rows.get(1)).isEqualTo(new LogRow.Heading(second));
        assertThat(rows.get(2)).isEqualTo(new LogRow.Line(10));
        assertThat(rows.rowOfLine(5)).isZero();
        assertThat(rows.rowOfLine(12)).isEqualTo(4);
    }

    @Test
    void linesThatArriveUnderAClosedHeadingAddNoRow() {
        rows.append(page(5));
        LogFold fold = new LogFold(0, 0, "Step");
        rows.add(fold);
        rows.toggle(fold);
        changes.clear();

        rows.append(page(5));

        assertThat(changes).isEmpty();
        assertThat(rows).hasSize(1);
        rows.reveal(7);
        assertThat(rows).hasSize(11);
    }

    @Test
    void groupsWithinAStepCloseByThemselves() {
        rows.append(page(20));
        LogFold group = new LogFold(1, 5, "group");
        rows.add(new LogFold(0, 0, "Step"));
        rows.add(group);
        group.endAt(10);

        rows.toggle(group);

        assertThat(rows).hasSize(17);
        assertThat(rows.get(7)).isEqualTo(new LogRow.Line(10));
    }

    @Test
    void aWalkFindsTheRowOfEachLine() {
        rows.append(page(60));
        LogFold first = new LogFold(0, 0, "Set up");
        LogFold second = new LogFold(0, 10, "Test");
        LogFold group = new LogFold(1, 20, 1, "group");
        for (LogFold fold : List.of(first, second, group, LogFold.end(30))) {
            rows.add(fold);
        }
        for (List<LogFold> closed :
                List.of(
                        List.<LogFold>of(),
                        List.of(first),
                        List.of(group),
                        List.of(first, second, group))) {
            for (LogFold fold : List.of(first, second, group)) {
                if (fold.closed() != closed.contains(fold)) {
                    rows.toggle(fold);
                }
            }
            LogRows.Walk walk = rows.walk();
            for (int line = 0; line < 60; line++) {
                assertThat(walk.rowOf(line)).as("line %d", line).isEqualTo(rows.rowOfLine(line));
            }
        }
    }

    @Test
    void allFoldsCloseAndOpenAtOnce() {
        rows.append(page(30));
        rows.add(new LogFold(0, 0, "Set up"));
        rows.add(new LogFold(0, 10, "Test"));
        changes.clear();
        rows.toggleAll(true);
        assertThat(rows).hasSize(2);
        rows.toggleAll(false);
        assertThat(rows).hasSize(32);
        assertThat(changes).containsExactly("0+2-32", "0+32-2");
    }

    private static LogPage page(int lines) {
        LogPageBuilder builder = new LogPageBuilder();
        for (int i = 0; i < lines; i++) {
            builder.line(i, ("line " + i).getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }
}
