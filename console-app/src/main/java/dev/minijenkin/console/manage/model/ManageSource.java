package dev.minijenkin.console.manage.model;

import java.util.List;

/// Where what is managed comes from, and who changes it.
public interface ManageSource {
    List<Managed> all();

    /// Carries out what an administrator wants; refused by the database where they are none.
    ManageOutcome carryOut(ManageWish wish);
}
