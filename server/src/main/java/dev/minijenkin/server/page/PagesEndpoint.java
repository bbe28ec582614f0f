package dev.minijenkin.server.page;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.PageRequest;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.db.view.api.run.ApiRunFilter;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.server.api.Callers;
import dev.minijenkin.server.api.ProblemException;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import dev.minijenkin.server.session.OwnForms;
import dev.minijenkin.server.session.SessionCookie;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/runs`, `/runs/{run}`, and the sign-in: for people, with a session.
public final class PagesEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(PagesEndpoint.class);
    private static final int RUNS = 50;
    private static final int LONGEST_FILTER = 255;
    private static final Link LIST = Link.to("/runs");

    private final Database database;
    private final Callers callers;
    private final SessionCookie cookie;
    private final OwnForms forms;
    private final SignIn signIn;
    private final Assets assets = new Assets();
    private final Shell shell = new Shell(assets);

    public PagesEndpoint(Database database, Callers callers, SessionCookie cookie, OwnForms forms) {
        this.database = database;
        this.callers = callers;
        this.cookie = cookie;
        this.forms = forms;
        this.signIn = new SignIn(database, System::nanoTime);
    }

    /// Answers a request of a visitor.
    @FunctionalInterface
    private interface Page {
        void answer(Context context, Visitor visitor);
    }

    public Routes routes() {
        List<Route> routes = new ArrayList<>();
        assets.files().forEach((path, handler) -> routes.add(Route.get(path, handler)));
        routes.add(Route.get("/", context -> goTo(context, LIST)));
        routes.add(Route.get("/runs", visited(this::list)));
        routes.add(Route.get("/runs/{run}", visited(this::run)));
        routes.add(Route.post("/runs/{run}/commands", visited(this::send)));
        routes.add(Route.get("/sign-in", guarded(this::ask)));
        routes.add(Route.post("/sign-in", guarded(this::begin)));
        routes.add(Route.post("/sign-out", guarded(this::end)));
        return new Routes("pages", routes);
    }

    /// For who is signed in alone; others are asked who they are, and come back.
    private Handler visited(Page page) {
        return guarded(context -> {
            Optional<Visitor> visitor = visitor(context);
            if (visitor.isPresent()) {
                if (!visitor.get().mayRead()) {
                    throw new ProblemException(403, "You may not look any more");
                }
                page.answer(context, visitor.get());
            } else {
                goTo(context, Link.to("/sign-in").with(SignInPage.NEXT, here(context)));
            }
        });
    }

    private static String here(Context context) {
        if (!context.method().name().equals("GET")) {
            return LIST.address();
        }
        String query = context.queryString();
        return context.path() + (query == null ? "" : "?" + query);
    }

    /// What goes wrong is a page as well.
    private Handler guarded(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (ProblemException e) {
                e.headers().forEach(context::header);
                trouble(context, e.status(), e.detail());
            } catch (DatabaseUnavailableException e) {
                context.header("Retry-After", "5");
                trouble(context, 503, "The database is away: try again in a moment");
            } catch (HttpResponseException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("{} {} failed", context.method(), context.path(), e);
                trouble(context, 500, "The server failed; its log says why");
            }
        };
    }

    private void trouble(Context context, int status, String sentence) {
        Tag main =
                Tag.of("main", "narrow")
                        .add(
                                Tag.of("h1")
                                        .text(
                                                status == 404
                                                        ? "It is not here"
                                                        : "That did not work"),
                                Tag.of("p").text(sentence + "."),
                                Tag.of("p").add(Tag.of("a").href(LIST).text("All runs")));
        shell.answer(context, status, "Status " + status, null, main);
    }

    private Optional<Visitor> visitor(Context context) {
        return cookie.read(context)
                .flatMap(secret ->
                        callers.ofSession(secret, context.ip())
                                .map(caller -> new Visitor(caller, secret)));
    }

    private static void goTo(Context context, Link link) {
        context.status(303).header("Location", link.address()).header("Cache-Control", "no-store");
    }

    private void list(Context context, Visitor visitor) {
        Map<String, String> asked = new LinkedHashMap<>();
        Stream.of(
                        RunListPage.IDS.stream(),
                        Stream.of("state", "conclusion"),
                        RunListPage.FIELDS.stream(),
                        Stream.of(RunListPage.AFTER))
                .flatMap(names -> names)
                .forEach(name -> {
                    String value = context.queryParam(name);
                    if (value != null && !value.isBlank()) {
                        asked.put(name, filter(value));
                    }
                });
        Long after = number(asked.get(RunListPage.AFTER));
        ApiRunFilter filter = filter(asked);
        record Read(ApiPage<ApiRun> runs, Instant now) {}
        Read read =
                database.transaction(tx ->
                        new Read(
                                ApiRuns.page(
                                        tx, new PageRequest(visitor.reach(), after, RUNS), filter),
                                ApiRuns.now(tx)));
        boolean followed = visitor.reach().isEverything();
        shell.answer(
                context,
                200,
                "Runs",
                visitor,
                new RunListPage(read.runs(), asked, followed, read.now()).main());
    }

    private static String filter(String value) {
        if (value.length() > LONGEST_FILTER || value.indexOf('\0') >= 0) {
            throw new ProblemException(400, "No run is like that");
        }
        return value.strip();
    }

    private static ApiRunFilter filter(Map<String, String> asked) {
        Long repository = number(asked.get("repository"));
        Long pipeline = number(asked.get("pipeline"));
        return new ApiRunFilter(
                repository == null ? null : new RepositoryId(repository),
                pipeline == null ? null : new PipelineId(pipeline),
                null,
                asked.get("branch"),
                RunListPage.known(asked.get("state")),
                RunListPage.known(asked.get("conclusion")),
                null,
                asked.get("actor"),
                null);
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private void run(Context context, Visitor visitor) {
        RunId id = runId(context);
        Long attempt = number(context.queryParam("attempt"));
        RunContent.Wanted wanted =
                new RunContent.Wanted(
                        attempt == null ? null : (int) Math.min(attempt, Integer.MAX_VALUE),
                        number(context.queryParam("job")),
                        number(context.queryParam("line")));
        RunContent content =
                database.transaction(tx -> RunContent.read(tx, visitor, id, wanted))
                        .orElseThrow(PagesEndpoint::noSuchRun);
        RunPage page = new RunPage(content, visitor);
        shell.answer(context, 200, page.title(), visitor, page.main());
    }

    private static RunId runId(Context context) {
        Long id = number(context.pathParam("run"));
        if (id == null) {
            throw noSuchRun();
        }
        return new RunId(id);
    }

    private static ProblemException noSuchRun() {
        return new ProblemException(404, "There is no such run, or it is not for you to see");
    }

    private void send(Context context, Visitor visitor) {
        RunId run = runId(context);
        refuseForeign(forms.isOwn(context, visitor.secret()));
        Long job = number(context.formParam(CommandForms.JOB));
        SentForm.send(database, visitor, run, job == null ? null : new JobId(job), context);
        Link page = RunLinks.run(run.value());
        goTo(context, job == null ? page.at("asked") : page.with("job", job).at("asked"));
    }

    private static void refuseForeign(boolean own) {
        if (!own) {
            throw new ProblemException(
                    403, "This form is not of this page, or too old: go back and load it again");
        }
    }

    private void ask(Context context) {
        showSignIn(context, 200, next(context.queryParam(SignInPage.NEXT)), "");
    }

    private void showSignIn(Context context, int status, Link next, String trouble) {
        shell.answer(context, status, "Sign in", null, new SignInPage(next, trouble).main());
    }

    /// Nowhere but here.
    private static Link next(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Link::local).orElse(LIST);
    }

    private void begin(Context context) {
        refuseForeign(forms.comesFromHere(context));
        Link next = next(context.formParam(SignInPage.NEXT));
        String token = context.formParam(SignInPage.TOKEN);
        SignIn.Outcome outcome =
                token != null
                        ? signIn.byToken(token, context.ip())
                        : signIn.byPassword(
                                Optional.ofNullable(context.formParam(SignInPage.NAME)).orElse(""),
                                Optional.ofNullable(context.formParam(SignInPage.PASSWORD))
                                        .orElse(""),
                                context.ip());
        switch (outcome) {
            case SignIn.Outcome.Begun(var secret) -> {
                // What was there before is no longer of use to anybody.
                cookie.read(context).ifPresent(signIn::end);
                cookie.write(context, secret, SignIn.LENGTH);
                goTo(context, next);
            }
            case SignIn.Outcome.Refused(int status, String sentence) ->
                    showSignIn(context, status, next, sentence);
        }
    }

    private void end(Context context) {
        cookie.read(context)
                .ifPresent(secret -> {
                    refuseForeign(forms.isOwn(context, secret));
                    signIn.end(secret);
                });
        cookie.forget(context);
        goTo(context, Link.to("/sign-in"));
    }
}
