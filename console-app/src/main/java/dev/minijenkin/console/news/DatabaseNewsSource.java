package dev.minijenkin.console.news;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.news.News;
import dev.minijenkin.db.view.news.NewsQuestion;
import dev.minijenkin.db.view.news.NewsViews;

/// News, asked of the database. Called on workers.
public final class DatabaseNewsSource implements NewsSource {
    private final Database database;

    public DatabaseNewsSource(Database database) {
        this.database = database;
    }

    @Override
    public News since(NewsQuestion asked) {
        return database.statement(tx -> NewsViews.since(tx, asked));
    }
}
