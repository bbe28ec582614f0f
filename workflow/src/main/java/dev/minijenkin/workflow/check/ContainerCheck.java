package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Yaml;

/// Checks that `container` and `services` name an image. What stands there but is empty the grammar
/// refuses; `container: ''` alone means none.
public final class ContainerCheck {
    private static final String PREFIX = "docker://";

    private ContainerCheck() {}

    public static void check(Fields job, Problems problems) {
        job.get("container").ifPresent(container -> check(container, problems));
        // An expression anywhere among them leaves all services to the run.
        if (job.get("services").filter(services -> !services.hasExpression()).isPresent()) {
            for (Yaml.Entry service : job.below("services").entries()) {
                check(service.value(), problems);
            }
        }
    }

    private static void check(Yaml container, Problems problems) {
        if (container.hasExpression()) {
            return;
        }
        boolean imageless =
                switch (container) {
                    case Yaml.Scalar scalar -> scalar.text().equals(PREFIX);
                    case Yaml.Mapping mapping -> {
                        Fields fields = new Fields(mapping);
                        yield !fields.has("image") || fields.string("image").equals(PREFIX);
                    }
                    case Yaml.Sequence _ -> false;
                };
        if (imageless) {
            problems.error(container.place(), "The image of a container cannot be empty");
        }
    }
}
