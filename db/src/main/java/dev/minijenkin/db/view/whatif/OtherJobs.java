package dev.minijenkin.db.view.whatif;

/// Jobs in the queue that a command is not about.
///
/// @param pipeline `shop-web / ci`
/// @param sooner how many of them would start sooner
/// @param later how many would start later
public record OtherJobs(String pipeline, long sooner, long later) {}
