package dev.minijenkin.db.view.api.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rows, and where the next ones begin.
///
/// @param next key behind which the next page begins; null: there is none. A page may be short, or
///   empty, and have a next one: its filter fitted few of the rows that were looked at
public record ApiPage<T>(List<T> items, @Nullable Long next) {
    public ApiPage {
        items = List.copyOf(items);
    }
}
