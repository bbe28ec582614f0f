package dev.minijenkin.console.product;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LongThumb;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.testreport.TestReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The tests of a run that failed, with all that the selected one said. FX thread only.
final class TestsPage extends VBox {
    private final SteadyList<FailedTest> list = new SteadyList<>();
    private final Label none = new Label();
    private final Label counts = new Label();
    private final Label reports = new Label();
    private final CutLabel place = new CutLabel("", "mono", "annotation-place");
    private final CutLabel job = new CutLabel("", "small", "subtle");
    private final Label said = new Label();
    private final Button log = new Button("Log");
    private final VBox detail = new VBox();
    private final Consumer<JobId> openLog;

    /// @param openLog shows the log of a job
    TestsPage(ProductsViewModel model, DatabaseClock clock, Consumer<JobId> openLog) {
        this.openLog = openLog;
        getStyleClass().add("product-page");
        Label title = new Label("Tests");
        title.getStyleClass().add("panel-title");
        counts.getStyleClass().add("subtle");
        HBox head = new HBox(title, counts);
        head.getStyleClass().addAll("plan-head", "ruled-below");
        reports.getStyleClass().addAll("small", "muted", "test-reports");
        reports.setWrapText(true);
        list.getStyleClass().addAll("house", "grouped", "failed-tests");
        list.setAccessibleText("Tests that failed");
        list.tellApart(FailedTest::key, clock);
        list.setCellFactory(view -> new TestCell());
        LongThumb.keep(list);
        list.getSelectionModel().selectedItemProperty().subscribe(test -> showDetail());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open();
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open();
            }
        });
        none.getStyleClass().add("muted");
        none.setMouseTransparent(true);
        StackPane rows = new StackPane(list, none);
        VBox.setVgrow(rows, Priority.ALWAYS);
        fillDetail();
        getChildren().addAll(head, reports, rows, detail);
        model.productsProperty().subscribe(this::show);
    }

    private void fillDetail() {
        said.getStyleClass().addAll("mono", "md-code", "test-said");
        said.setWrapText(true);
        said.setMaxWidth(Double.MAX_VALUE);
        ScrollPane area = new ScrollPane(said);
        area.setFitToWidth(true);
        area.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        area.setAccessibleText("What the test said");
        VBox.setVgrow(area, Priority.ALWAYS);
        log.getStyleClass().add("compact");
        log.setAccessibleText("Log of the job");
        log.setOnAction(event -> open());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(12, place, job, gap, log);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("test-place");
        detail.getStyleClass().addAll("test-detail", "ruled-above");
        detail.getChildren().addAll(head, area);
    }

    void focus() {
        list.requestFocus();
        if (list.selected().isEmpty() && !list.getItems().isEmpty()) {
            list.getSelectionModel().select(0);
        }
    }

    private void show(RunProducts products) {
        list.show(products.failed());
        if (list.selected().isEmpty() && !list.getItems().isEmpty()) {
            list.getSelectionModel().select(0);
        }
        TestReport.Counts all = products.counts();
        counts.setText(
                products.reports().isEmpty()
                        ? ""
                        : "%,d failed, %,d flaky of %,d"
                                .formatted(all.failed(), all.flaky(), all.all()));
        reports.setText(
                String.join("\n", products.reports().stream().map(TestsPage::words).toList()));
        none.setText(
                products.reports().isEmpty()
                        ? "No job of this attempt reported tests: mini-jenkin/test-report does"
                        : "Every test passed");
        none.setVisible(products.failed().isEmpty());
        showDetail();
    }

    /// `unit, JUnit: 1,201 passed, 2 failed, 3 skipped, in 1:20`.
    private static String words(TestReport report) {
        TestReport.Counts its = report.counts();
        return "%s, %s: %,d passed, %,d failed, %,d skipped, %,d flaky, in %s"
                .formatted(
                        report.jobName(),
                        report.name(),
                        its.passed(),
                        its.failed(),
                        its.skipped(),
                        its.flaky(),
                        Durations.exact(Duration.ofMillis(its.milliseconds())));
    }

    private void showDetail() {
        Optional<FailedTest> test = list.selected();
        detail.setVisible(test.isPresent());
        detail.setManaged(test.isPresent());
        test.ifPresent(of -> {
            place.setText(of.place());
            job.setText(of.report().jobName() + ", " + of.report().name());
            String details = of.result().details();
            String message = of.result().message();
            said.setText(
                    details.contains(message) && !details.isEmpty()
                            ? details.strip()
                            : (message + "\n\n" + details).strip());
        });
    }

    private void open() {
        list.selected().ifPresent(test -> openLog.accept(test.report().job()));
    }
}
