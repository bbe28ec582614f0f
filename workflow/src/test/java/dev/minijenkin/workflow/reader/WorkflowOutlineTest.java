package dev.minijenkin.workflow.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowOutlineTest {
    @Test
    void theJobsOfAFileThatCannotRunAreToldWithTheirNeeds() {
        WorkflowOutline outline =
                WorkflowOutline.of(
                        """
                        on: push
                        jobs:
                          build:
                            name: Build it
                            runs-onn: linux
                          test:
                            needs: [build, lint]
                            runs-on: linux
                          deploy:
                            needs: test
                            uses: ./.mini-jenkin/workflows/deploy.yml
                        env:
                          A: 1
                        """);

        assertThat(outline.whole()).isTrue();
        assertThat(outline.jobs())
                .containsExactly(
                        new WorkflowOutline.Job("build", "Build it", List.of(), "", 3, 5),
                        new WorkflowOutline.Job("test", "", List.of("build", "lint"), "", 6, 8),
                        new WorkflowOutline.Job(
                                "deploy",
                                "",
                                List.of("test"),
                                "./.mini-jenkin/workflows/deploy.yml",
                                9,
                                11));
    }

    @Test
    void whatStandsBeforeThePlaceThatIsNoYamlIsTold() {
        WorkflowOutline outline =
                WorkflowOutline.of(
                        """
                        on: push
                        jobs:
                          build:
                            runs-on: linux
                          test:
                            needs: build
                            steps:
                              - run: "never closed
                              - run: true
                        """);

        assertThat(outline.whole()).isFalse();
        assertThat(outline.jobs())
                .extracting(WorkflowOutline.Job::id)
                .containsExactly("build", "test");
    }

    @Test
    void aFileOfAnotherKindHasNoJobs() {
        for (String text : List.of("", "just a text", "- a\n- list", "jobs: 7", "\t{", "jobs:\n")) {
            assertThat(WorkflowOutline.of(text).jobs()).as(text).isEmpty();
        }
    }
}
