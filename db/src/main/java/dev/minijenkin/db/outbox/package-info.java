/// Targets, and the messages that go out to them. The messages about runs and jobs are inserted by
/// triggers (`V11__outbox.sql`), so that no statement that ends something can forget them.
@NullMarked
package dev.minijenkin.db.outbox;

import org.jspecify.annotations.NullMarked;
