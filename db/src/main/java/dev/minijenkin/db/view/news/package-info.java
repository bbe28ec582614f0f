/// What happened while a person did not look.
@NullMarked
package dev.minijenkin.db.view.news;

import org.jspecify.annotations.NullMarked;
