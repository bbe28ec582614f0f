package dev.minijenkin.instance.run;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.instance.InstanceException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How a person names a job of a past run: `1412`, `1412/test`, `shop/web/ci#12/test (21)`.
///
/// @param pipeline repository and pipeline; empty: the number is the id of the run
/// @param number id of the run, or the number that it has in its pipeline
/// @param job its id in the file, its name, or its id in the database; empty: the one that failed
public record PastJobName(String pipeline, long number, String job) {
    private static final Pattern NAME =
            Pattern.compile("(?:(.+?/.+?)#)?([0-9]{1,18})(?:/(.+))?", Pattern.DOTALL);

    /// Reads such a name.
    ///
    /// @throws InstanceException where it is none
    public static PastJobName parse(String text) {
        Matcher matcher = NAME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InstanceException(
                    ("\"%s\" names no run: give its id, as 'mini-jenkin status' shows it, or"
                                    + " REPOSITORY/PIPELINE#NUMBER, and /JOB behind it")
                            .formatted(text));
        }
        return new PastJobName(
                matcher.group(1) == null ? "" : matcher.group(1),
                Long.parseLong(matcher.group(2)),
                matcher.group(3) == null ? "" : matcher.group(3));
    }

    /// The run without the job.
    String run() {
        return pipeline.isEmpty() ? Long.toString(number) : pipeline + "#" + number;
    }

    /// The run, where there is one of this name.
    Optional<RunId> find(Tx tx) {
        return pipeline.isEmpty()
                ? Runs.find(tx, new RunId(number)).map(Run::id)
                : pipelines(tx)
                        .flatMap(found -> Runs.find(tx, found.id(), number).stream())
                        .map(Run::id)
                        .findFirst();
    }

    /// Both names may have slashes in them.
    private Stream<Pipeline> pipelines(Tx tx) {
        return IntStream.range(0, pipeline.length())
                .filter(at -> pipeline.charAt(at) == '/')
                .boxed()
                .flatMap(at ->
                        Repositories.find(tx, pipeline.substring(0, at)).stream()
                                .flatMap(repository ->
                                        Pipelines.ofRepository(tx, repository.id()).stream())
                                .filter(one -> isCalled(one, pipeline.substring(at + 1))));
    }

    /// By its name, its path, or the name of its file with or without ending.
    private static boolean isCalled(Pipeline one, String wanted) {
        String file = one.path().substring(one.path().lastIndexOf('/') + 1);
        return Stream.of(one.name(), one.path(), file, file.replaceFirst("\\.ya?ml$", ""))
                .anyMatch(wanted::equals);
    }
}
