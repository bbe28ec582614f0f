package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
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

    private static void credentials(Text password, Problems problems) {
        if (!password.isEmpty() && !Template.isTemplate(password.value())) {
            problems.warning(
                    LintRule.CREDENTIALS,
                    password.place(),
                    "The password is written out for everybody who reads the file: use a secret");
        }
    }

    private static void check(Yaml container, Problems problems) {
        EnvNames.check(Fields.of(container), problems);
        credentials(Fields.of(container).below("credentials").text("password"), problems);
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
            problems.error(
                    LintRule.CONTAINER,
                    container.place(),
                    "The image of a container cannot be empty");
        }
    }
}
