package dev.minijenkin.server.page;

import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.server.html.Link;

/// Addresses within the page of a run.
///
/// @param attempt that is shown
record RunLinks(ApiRun run, int attempt) {
    static Link run(long id) {
        return Link.to("/runs/" + id);
    }

    /// Where the list and the head of the page lead.
    Link page() {
        Link page = run(run.id());
        return attempt == run.attempt() ? page : page.with("attempt", attempt);
    }

    /// The page with this job chosen.
    Link job(long job) {
        return page().with("job", job).at(anchor(job));
    }

    /// The page with a window of the log that has this line.
    Link line(long job, long line) {
        return page().with("job", job).with("line", line).at(anchor(job, line));
    }

    static String anchor(long job) {
        return "job-" + job;
    }

    static String anchor(long job, long line) {
        return "job-" + job + ":L" + line;
    }
}
