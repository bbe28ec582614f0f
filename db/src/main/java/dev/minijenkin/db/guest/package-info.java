/// Guest runners: what they call, and what others carry out for them. Their functions are those of
/// `V16__guest_runners.sql`, and they have no other right.
@NullMarked
package dev.minijenkin.db.guest;

import org.jspecify.annotations.NullMarked;
