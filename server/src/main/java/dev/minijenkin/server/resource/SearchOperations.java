package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.LogSearch;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchPage;
import dev.minijenkin.db.search.SearchPosition;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Gives;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.OperationAccess;
import dev.minijenkin.server.api.Pages;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.time.Instant;
import java.util.List;

/// The search over all logs.
public final class SearchOperations {
    private static final Parameter<String> QUERY =
            Parameter.text(
                    "q",
                    "What a line must have: words, `part*`, `\"a phrase\"`, `-not`; or a regular expression");
    private static final Parameter<Boolean> REGEX =
            Parameter.flag("regex", "Whether `q` is a regular expression");
    private static final Parameter<String> PIPELINE =
            Parameter.text(
                    "pipeline", "Name or file of a pipeline, also with `REPOSITORY/` before it");
    private static final Parameter<String> BRANCH =
            Parameter.text("branch", "Branch that the run is of");
    private static final Parameter<String> JOB = Parameter.text("job", "Key or name of a job");
    private static final Parameter<String> RUNNER = Parameter.text("runner", "Name of a runner");
    private static final Parameter<String> CONCLUSION =
            Parameter.word(
                    "conclusion", RunOperations.words(Conclusion.values()), "How the job ended");
    private static final Parameter<Instant> SINCE =
            Parameter.time("since", "The line came then or later");
    private static final Parameter<Instant> UNTIL = Parameter.time("until", "The line came before");
    private static final Parameter<String> AFTER =
            Parameter.text("after", "`next` of the page before; the first page without it");

    private final Database database;

    public SearchOperations(Database database) {
        this.database = database;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/search", "searchLogs")
                        .about(
                                RunOperations.TAG,
                                "Lines in the logs of all jobs, the newest first; a page takes five seconds at most")
                        .forWho(OperationAccess.READ_EVERYTHING)
                        .takes(
                                QUERY,
                                REGEX,
                                PIPELINE,
                                BRANCH,
                                JOB,
                                RUNNER,
                                CONCLUSION,
                                SINCE,
                                UNTIL,
                                Pages.LIMIT,
                                AFTER)
                        .gives(new Gives.PageOf(FoundLine.class), this::search));
    }

    private Answer search(ApiRequest request) {
        int limit = request.find(Pages.LIMIT).orElse(LogSearch.PageSize.USUAL.hits());
        try {
            String text =
                    request.find(QUERY)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "Say in `q` what a line must have"));
            SearchQuery query =
                    request.find(REGEX).orElse(false)
                            ? SearchQuery.regex(text)
                            : SearchQuery.words(text);
            SearchPosition after = request.find(AFTER).map(SearchPosition::parse).orElse(null);
            SearchFacets facets =
                    new SearchFacets(
                            request.find(PIPELINE).orElse(null),
                            request.find(BRANCH).orElse(null),
                            request.find(JOB).orElse(null),
                            request.find(RUNNER).orElse(null),
                            EnumWords.parseNullable(
                                    Conclusion.class, request.find(CONCLUSION).orElse(null)),
                            request.find(SINCE).orElse(null),
                            request.find(UNTIL).orElse(null));
            SearchPage page =
                    database.statement(tx ->
                            LogSearch.page(
                                    tx,
                                    query,
                                    facets,
                                    after,
                                    new LogSearch.PageSize(
                                            limit,
                                            LogSearch.PageSize.USUAL.context(),
                                            LogSearch.PageSize.USUAL.time())));
            return new Answer.Page(
                    page.hits().stream().map(FoundLine::of).toList(),
                    page.more() ? page.next().toString() : null);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        }
    }
}
