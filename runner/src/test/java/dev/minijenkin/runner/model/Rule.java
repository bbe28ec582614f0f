package dev.minijenkin.runner.model;

/// What the product holds to; each rule is there because something goes wrong without it.
enum Rule {
    /// A result is refused where its claim is not the live one.
    RESULTS_NAME_THEIR_CLAIM,
    /// Who was not heard of lately gets no job.
    TAKE_ASKS_FOR_A_HEARTBEAT,
    /// What a heartbeat tells of and no thread carries out goes back.
    STRAY_CLAIMS_ARE_GIVEN_BACK,
    /// The runner, or its watchdog, ends deployments by its own clock, and starts none after that.
    DEPLOYMENTS_END_WITH_THE_LEASE,
    /// A deployment whose lease ended starts nothing more, although its runner was answered again.
    ENDED_LEASES_STAY_OVER,
    /// The lease counts from the beginning of the heartbeat, not from its answer.
    LEASE_COUNTS_FROM_THE_BEGINNING,
    /// After a deployment without a result nobody gets the lock for as long as a lease.
    LOCK_IS_KEPT_FOR_THE_LEASE,
    /// And for a little longer: to end a process takes time.
    LOCK_IS_KEPT_FOR_A_GRACE
}
