package dev.minijenkin.db.summary;

import dev.minijenkin.db.JobId;

/// What a step tells people.
///
/// @param job which job's step it is
/// @param jobName as people see it
/// @param stepNumber from 1
/// @param stepName as people see it; empty where it is not known
/// @param body Markdown, without secrets
public record StepSummary(
        JobId job, String jobName, int stepNumber, String stepName, String body) {}
