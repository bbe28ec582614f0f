/// What is wrong, or soon will be, with the database under an installation.
@NullMarked
package dev.minijenkin.db.doctor;

import org.jspecify.annotations.NullMarked;
