/// Repositories and their pipelines.
@NullMarked
package dev.minijenkin.db.repository;

import org.jspecify.annotations.NullMarked;
