/// What runners ask the database for, whichever door they may use: those of trusted hosts carry out
/// statements, guests call functions.
@NullMarked
package dev.minijenkin.db.access;

import org.jspecify.annotations.NullMarked;
