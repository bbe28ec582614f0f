package dev.minijenkin.console.news;

import dev.minijenkin.db.view.news.News;
import dev.minijenkin.db.view.news.NewsQuestion;

/// Where news come from.
public interface NewsSource {
    News since(NewsQuestion asked);
}
