package dev.minijenkin.console.run.file;

import dev.minijenkin.console.part.list.LongThumb;
import dev.minijenkin.console.run.detail.WorkflowText;
import dev.minijenkin.console.run.graph.NeedsGraph;
import dev.minijenkin.console.run.graph.NeedsNode;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.workflow.reader.WorkflowOutline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the workflow file of a run: its plan as far as it can be told, and its text with errors
/// and warnings.
public final class WorkflowFileController {
    private static final int LINES_ABOVE = 6;
    private static final double ROOM_FOR_PLAN = 460;

    private final NeedsGraph graph = new NeedsGraph(this::revealJob, this::openJob);
    private List<WorkflowOutline.Job> jobs = List.of();
    private Optional<WorkflowText> shown = Optional.empty();
    private List<Annotation> problems = List.of();

    @FXML private VBox root;
    @FXML private Label planWords;
    @FXML private ScrollPane planArea;
    @FXML private Label path;
    @FXML private Label errorCount;
    @FXML private Label warningCount;
    @FXML private ListView<SourceLine> source;

    public Node node() {
        return root;
    }

    @FXML
    private void initialize() {
        StackPane margin = new StackPane(graph);
        margin.getStyleClass().add("plan-margin");
        planArea.setContent(margin);
        graph.keepInSight(planArea);
        source.setCellFactory(view -> new SourceCell());
        LongThumb.keep(source);
        source.setAccessibleText("The workflow file");
        root.heightProperty().subscribe(height -> fitPlan());
    }

    public void focus() {
        source.requestFocus();
    }

    /// Shows a file, with its first error in sight.
    public void show(WorkflowText file, List<Annotation> annotations) {
        List<Annotation> next = file.problems(annotations);
        if (shown.filter(file::equals).isPresent() && next.equals(problems)) {
            return;
        }
        shown = Optional.of(file);
        problems = next;
        path.setText(file.path());
        long errors = problems.stream().filter(WorkflowText::isError).count();
        showCount(errorCount, errors, "error");
        showCount(warningCount, problems.size() - errors, "warning");
        source.getItems().setAll(SourceLine.lines(file.text(), problems));
        showPlan(WorkflowOutline.of(file.text()));
        problems.stream()
                .filter(WorkflowText::isError)
                .findFirst()
                .ifPresent(problem -> reveal(problem.line()));
    }

    /// Whether the file has a line for it.
    public boolean has(Annotation annotation) {
        return problems.contains(annotation);
    }

    /// Selects a line and brings it into sight.
    public void reveal(int line) {
        int row = Math.clamp(line - 1L, 0, source.getItems().size() - 1);
        source.getSelectionModel().clearAndSelect(row);
        // Rows differ in height: the list can only tell where one is once it has laid them out.
        Platform.runLater(() -> source.scrollTo(Math.max(0, row - LINES_ABOVE)));
    }

    /// The next line with an error after the selected one; after the last the first.
    public void revealNextError() {
        int from = source.getSelectionModel().getSelectedIndex();
        int size = source.getItems().size();
        for (int step = 1; step <= size; step++) {
            int row = Math.floorMod(from + step, size);
            if (source.getItems().get(row).failed()) {
                reveal(row + 1);
                return;
            }
        }
    }

    private void revealJob(String id) {
        jobs.stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .ifPresent(job -> reveal(job.line()));
    }

    private void openJob(String id) {
        revealJob(id);
        source.requestFocus();
    }

    private void showPlan(WorkflowOutline outline) {
        jobs = outline.jobs();
        graph.show(jobs.stream().map(this::node).toList(), Set.of());
        boolean any = !jobs.isEmpty();
        fitPlan();
        long broken = jobs.stream().filter(job -> errorsIn(job) > 0).count();
        String told = any ? counted(jobs.size(), "job") : "no job can be told";
        planWords.setText(
                outline.whole()
                        ? told + (broken > 0 ? ", " + broken + " with errors" : "")
                        : told + ": only what stands before the error could be read");
    }

    /// In a low window the text goes first.
    private void fitPlan() {
        boolean shown = !jobs.isEmpty() && root.getHeight() >= ROOM_FOR_PLAN;
        planArea.setVisible(shown);
        planArea.setManaged(shown);
    }

    private NeedsNode node(WorkflowOutline.Job job) {
        int errors = errorsIn(job);
        String place = "Lines " + job.line() + " to " + job.lastLine();
        return new NeedsNode(
                job.id(),
                job.name().isEmpty() ? job.id() : job.name(),
                job.needs(),
                errors > 0
                        ? new StateLook(StateShape.FAILURE, "broken")
                        : new StateLook(StateShape.BLOCKED, "no error"),
                errors > 0 ? counted(errors, "error") : "",
                errors > 0,
                job.needs().isEmpty() ? place : place + ", needs " + String.join(", ", job.needs()),
                Map.of());
    }

    private int errorsIn(WorkflowOutline.Job job) {
        return (int)
                problems.stream()
                        .filter(WorkflowText::isError)
                        .filter(problem ->
                                problem.line() >= job.line() && problem.line() <= job.lastLine())
                        .count();
    }

    private static void showCount(Label label, long count, String noun) {
        label.setText(counted(count, noun));
        label.setVisible(count > 0);
        label.setManaged(count > 0);
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
