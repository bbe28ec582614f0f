package dev.minijenkin.db.view.redgreen;

import java.util.List;
import java.util.Optional;

/// What is different between a run that failed and the last one of its branch that succeeded.
///
/// @param red the run that failed
/// @param commits built since then up to the red one, the newest first
/// @param names of the jobs that failed in it, in their order: one of them is compared
/// @param greenJob empty where the green run had no such job
/// @param changes of the resolved job
public record RedGreen(
        RedStretch stretch,
        String title,
        String branch,
        BranchRun green,
        BranchRun red,
        List<BuiltCommit> commits,
        List<String> names,
        Optional<ComparedJob> greenJob,
        ComparedJob redJob,
        List<DefinitionChange> changes,
        int sameEnvironmentNames,
        List<ComparedStep> steps) {}
