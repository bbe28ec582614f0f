/// What is shown of how pipelines and the whole installation do over days.
@NullMarked
package dev.minijenkin.db.view.insight;

import org.jspecify.annotations.NullMarked;
