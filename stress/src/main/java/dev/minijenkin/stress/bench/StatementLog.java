package dev.minijenkin.stress.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Counts the statements that PostgreSQL carries out, by its log.
public final class StatementLog {
    private static final Pattern STATEMENT = Pattern.compile("LOG: +(statement|execute [^:]*):");

    private final Path log;
    private final long before;

    private StatementLog(Path log) throws IOException {
        this.log = log;
        this.before = Files.size(log);
    }

    /// All from now on but those of `sql`.
    public static StatementLog of(Path log, DirectSql sql)
            throws IOException, InterruptedException {
        sql.execute("alter system set log_statement = 'all'");
        sql.execute("select pg_reload_conf()");
        sql.execute("set log_statement = 'none'");
        // Until each session has heard of it.
        Thread.sleep(500);
        return new StatementLog(log);
    }

    /// So far.
    public long count() throws IOException {
        byte[] all = Files.readAllBytes(log);
        String since =
                new String(all, (int) before, all.length - (int) before, StandardCharsets.UTF_8);
        return STATEMENT.matcher(since).results().count();
    }
}
