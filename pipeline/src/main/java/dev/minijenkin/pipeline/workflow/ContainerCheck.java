package dev.minijenkin.pipeline.workflow;

/// Checks the images of `container` and `services`.
final class ContainerCheck {
    private static final String PREFIX = "docker://";

    private ContainerCheck() {}

    static void check(Fields job, Problems problems) {
        job.get("container").ifPresent(container -> check(container, false, problems));
        // An expression anywhere among them leaves all services to the run.
        if (job.get("services").filter(services -> !services.hasExpression()).isPresent()) {
            for (Yaml.Entry service : job.below("services").entries()) {
                check(service.value(), true, problems);
            }
        }
    }

    private static void check(Yaml container, boolean service, Problems problems) {
        if (container instanceof Yaml.Sequence || container.hasExpression()) {
            return;
        }
        String image =
                container instanceof Yaml.Scalar scalar
                        ? scalar.text()
                        : Fields.of(container).string("image");
        boolean empty = image.isEmpty() || image.equals(PREFIX);
        if (empty && (service || image.equals(PREFIX))) {
            problems.error(container.place(), "The image of a container cannot be empty");
        }
    }
}
