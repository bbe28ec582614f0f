package dev.minijenkin.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    @TempDir private Path folder;

    @Test
    void aServerProcessThatDiesIsStartedAgainAndCommittedRowsAreThere() throws Exception {
        Home home = Home.at(folder);
        Path state = home.postgres().resolve("postmaster.pid");
        try (LocalPostgres postgres = LocalPostgres.start(home, 0)) {
            Rows rows = new Rows(postgres.configuration("test").dataSource());
            rows.execute("create table kept as select 7 as seven");
            String pid = Files.readAllLines(state).getFirst();
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();

            Awaitility.await()
                    .atMost(Rows.PATIENCE)
                    .until(() -> Files.exists(state) && isReady(Files.readString(state), pid));
            assertThat(rows.texts("select seven from kept")).containsExactly("7");
        }
        assertThat(state).doesNotExist();
    }

    private static boolean isReady(String state, String deadPid) {
        return !state.startsWith(deadPid + "\n") && state.contains("ready");
    }
}
