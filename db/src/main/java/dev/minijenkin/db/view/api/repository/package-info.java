/// Repositories, pipelines, badges.
@NullMarked
package dev.minijenkin.db.view.api.repository;

import org.jspecify.annotations.NullMarked;
