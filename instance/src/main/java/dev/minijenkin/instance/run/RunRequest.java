package dev.minijenkin.instance.run;

import dev.minijenkin.engine.start.RunChoice;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What is to run.
///
/// @param root top of the working tree
/// @param workflow path of a file or of a folder of files, or the name of a workflow; empty: all
///   that the event starts
/// @param event name of the workflow language; empty: a push, or what the named workflow listens to
/// @param payload of the event; empty: one is made up
/// @param inputs of `workflow_dispatch` and `workflow_call`
/// @param choice of jobs and legs
public record RunRequest(
        Path root,
        String workflow,
        String event,
        Optional<ObjectValue> payload,
        Map<String, String> inputs,
        RunChoice choice) {}
