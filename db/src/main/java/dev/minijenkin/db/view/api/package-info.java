/// What the REST interface shows: records whose components are its fields, and statements that read
/// a page by an index. Nothing here reads what a viewer may not.
@NullMarked
package dev.minijenkin.db.view.api;

import org.jspecify.annotations.NullMarked;
