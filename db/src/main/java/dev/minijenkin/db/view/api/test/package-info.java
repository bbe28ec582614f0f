/// Test reports.
@NullMarked
package dev.minijenkin.db.view.api.test;

import org.jspecify.annotations.NullMarked;
