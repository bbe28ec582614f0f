/// Sealing: values that the database keeps and cannot read. Whoever writes one needs a public key,
/// whoever reads one its private half, which no database has.
@NullMarked
package dev.minijenkin.db.seal;

import org.jspecify.annotations.NullMarked;
