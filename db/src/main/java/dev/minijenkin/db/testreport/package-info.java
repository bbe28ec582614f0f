/// Results of tests that jobs report, case by case.
@NullMarked
package dev.minijenkin.db.testreport;

import org.jspecify.annotations.NullMarked;
