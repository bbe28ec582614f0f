/// What is to be known of pipelines before one is triggered.
@NullMarked
package dev.minijenkin.db.view.pipeline;

import org.jspecify.annotations.NullMarked;
