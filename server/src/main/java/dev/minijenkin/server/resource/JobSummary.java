package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What the steps of a job tell people, as Markdown: as `mini-jenkin summary` prints it.
record JobSummary(Database database, ApiJob job) {
    static final String TYPE = "text/markdown";

    private static final byte[] TAIL = {'\n', '\n'};

    Answer answer() {
        List<StepSummaries.Place> places =
                database.statement(tx -> StepSummaries.ofJob(tx, new JobId(job.id())));
        if (places.isEmpty()) {
            throw ProblemException.notFound("summary of this job");
        }
        long length = 0;
        for (StepSummaries.Place place : places) {
            length += head(place).length + place.bytes() + TAIL.length;
        }
        return new Answer.Bytes(
                200, TYPE + "; charset=utf-8", length, null, Map.of(), out -> write(places, out));
    }

    private byte[] head(StepSummaries.Place place) {
        String step = place.stepName().isEmpty() ? "step " + place.stepNumber() : place.stepName();
        return "<!-- %s: %s -->\n".formatted(job.name(), step).getBytes(StandardCharsets.UTF_8);
    }

    private void write(List<StepSummaries.Place> places, OutputStream out) throws IOException {
        for (StepSummaries.Place place : places) {
            String body =
                    database.statement(tx -> StepSummaries.body(tx, place))
                            .orElseThrow(() ->
                                    new IOException("The summary was deleted while it was read"));
            out.write(head(place));
            out.write(body.getBytes(StandardCharsets.UTF_8));
            out.write(TAIL);
        }
    }
}
