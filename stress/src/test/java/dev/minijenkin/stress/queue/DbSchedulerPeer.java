package dev.minijenkin.stress.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.stress.scenario.StressException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// db-scheduler, with what its guide advises for a high rate: executions are locked and fetched in
/// one statement, four for each thread, and again when half a one is left.
@NullMarked
public final class DbSchedulerPeer implements Peer {
    private static final String TASK = "nothing";
    private static final String TABLE =
            """
            create table scheduled_tasks (
                task_name text, task_instance text, task_data bytea, execution_time timestamptz not null,
                picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz,
                consecutive_failures int, last_heartbeat timestamptz, version bigint not null, priority smallint,
                primary key (task_name, task_instance));
            create index on scheduled_tasks (execution_time);
            create index on scheduled_tasks (last_heartbeat);
            """;
    private static final String FILL =
            """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select ?, n, now(), false, 1 from generate_series(1, ?) n
            """;

    private final LongAdder done = new LongAdder();
    private int clients;
    private @Nullable HikariDataSource pool;

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public void open(DatabaseConfiguration configuration, int clients, int queued) {
        this.clients = clients;
        HikariDataSource opened = new HikariDataSource();
        opened.setDataSource(configuration.dataSource());
        // One more finds what is due, one beats.
        opened.setMaximumPoolSize(clients + 2);
        pool = opened;
        try (Connection connection = opened.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement fill = connection.prepareStatement(FILL)) {
            statement.execute(TABLE);
            fill.setString(1, TASK);
            fill.setInt(2, queued);
            fill.executeUpdate();
        } catch (SQLException e) {
            throw new StressException("db-scheduler's table could not be filled", e);
        }
    }

    @Override
    public double perSecond(Duration warmUp, Duration measured) throws InterruptedException {
        OneTimeTask<Void> nothing = Tasks.oneTime(TASK).execute((_, _) -> done.increment());
        try (HikariDataSource source = Objects.requireNonNull(pool, "It is not open")) {
            Scheduler scheduler =
                    Scheduler.create(source, nothing)
                            .threads(clients)
                            .pollUsingLockAndFetch(0.5, 4.0)
                            .pollingInterval(Duration.ofMillis(100))
                            .build();
            scheduler.start();
            try {
                Thread.sleep(warmUp);
                long before = done.sum();
                long start = System.nanoTime();
                Thread.sleep(measured);
                return (done.sum() - before) / ((System.nanoTime() - start) / 1e9);
            } finally {
                scheduler.stop();
            }
        }
    }
}
