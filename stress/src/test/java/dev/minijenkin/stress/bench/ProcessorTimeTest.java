package dev.minijenkin.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private static final String BUSY = "for ((i = 0; i < 300000; i++)); do :; done";

    @Test
    void whatEndedProcessesBelowUsedIsCounted() throws Exception {
        long self = ProcessHandle.current().pid();
        double before = ProcessorTime.ofTrees(List.of(self)) - ProcessorTime.ofThis();

        new ProcessBuilder("bash", "-c", "bash -c '" + BUSY + "'; true").start().waitFor();

        assertThat(ProcessorTime.ofTrees(List.of(self)) - ProcessorTime.ofThis() - before)
                .isGreaterThan(100);
    }

    @Test
    void whatRunsBelowIsCountedOnceAndNothingElse() throws Exception {
        Process idle = new ProcessBuilder("sleep", "60").start();
        try {
            long self = ProcessHandle.current().pid();
            assertThat(ProcessorTime.ofTrees(List.of(idle.pid()))).isLessThan(100);
            double once = ProcessorTime.ofTrees(List.of(self));
            assertThat(ProcessorTime.ofTrees(List.of(self, idle.pid())))
                    .isGreaterThanOrEqualTo(once)
                    .isLessThan(once * 1.9);
        } finally {
            idle.destroy();
        }
    }

    @Test
    void aBackendOfAnotherMachineHasNoPostmasterHere() {
        assertThat(ProcessorTime.postmasterOf(ProcessHandle.current().pid(), "no such database"))
                .isZero();
    }
}
