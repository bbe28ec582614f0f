package dev.minijenkin.console;

import dev.minijenkin.console.audit.AuditSource;
import dev.minijenkin.console.audit.DatabaseAuditSource;
import dev.minijenkin.console.command.CommandSource;
import dev.minijenkin.console.command.DatabaseCommandSource;
import dev.minijenkin.console.deliveries.DatabaseDeliveriesSource;
import dev.minijenkin.console.deliveries.DeliveriesSource;
import dev.minijenkin.console.deploys.DatabaseDeploysSource;
import dev.minijenkin.console.deploys.DeploysSource;
import dev.minijenkin.console.differ.DatabaseDifferSource;
import dev.minijenkin.console.differ.DifferSource;
import dev.minijenkin.console.frame.DatabaseFrameSource;
import dev.minijenkin.console.frame.FrameSource;
import dev.minijenkin.console.insight.DatabaseInsightsSource;
import dev.minijenkin.console.insight.InsightsSource;
import dev.minijenkin.console.live.LookedAt;
import dev.minijenkin.console.log.beside.BesideSource;
import dev.minijenkin.console.log.beside.DatabaseBesideSource;
import dev.minijenkin.console.log.feed.DatabaseLogSource;
import dev.minijenkin.console.log.feed.LogSource;
import dev.minijenkin.console.manage.model.DatabaseManageSource;
import dev.minijenkin.console.manage.model.ManageSource;
import dev.minijenkin.console.news.DatabaseNewsSource;
import dev.minijenkin.console.news.NewsSource;
import dev.minijenkin.console.overview.DatabaseOverviewSource;
import dev.minijenkin.console.overview.OverviewSource;
import dev.minijenkin.console.palette.DatabasePaletteSource;
import dev.minijenkin.console.palette.PaletteSource;
import dev.minijenkin.console.past.DatabasePastSource;
import dev.minijenkin.console.past.PastSource;
import dev.minijenkin.console.peek.DatabasePeekSource;
import dev.minijenkin.console.peek.PeekSource;
import dev.minijenkin.console.product.DatabaseProductsSource;
import dev.minijenkin.console.product.ProductsSource;
import dev.minijenkin.console.queue.DatabaseQueueSource;
import dev.minijenkin.console.queue.QueueSource;
import dev.minijenkin.console.ribbon.DatabaseRibbonSource;
import dev.minijenkin.console.ribbon.RibbonSource;
import dev.minijenkin.console.run.detail.DatabaseRunDetailSource;
import dev.minijenkin.console.run.detail.RunDetailSource;
import dev.minijenkin.console.runners.DatabaseRunnersSource;
import dev.minijenkin.console.runners.RunnersSource;
import dev.minijenkin.console.runs.DatabaseRunsSource;
import dev.minijenkin.console.runs.RunsSource;
import dev.minijenkin.console.search.DatabaseSearchSource;
import dev.minijenkin.console.search.SearchSource;
import dev.minijenkin.console.trigger.DatabaseTriggerSource;
import dev.minijenkin.console.trigger.TriggerSource;
import dev.minijenkin.console.whatif.DatabaseWhatIfSource;
import dev.minijenkin.console.whatif.WhatIfSource;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.frame.Person;
import java.util.concurrent.Executor;

/// What each screen reads from: one source a screen, beside it in its package.
record DatabaseSources(
        FrameSource frame,
        NewsSource news,
        OverviewSource overview,
        QueueSource queue,
        RunnersSource runners,
        DeploysSource deploys,
        DeliveriesSource deliveries,
        SearchSource search,
        InsightsSource insights,
        AuditSource audit,
        ManageSource manage,
        RunsSource runs,
        RunDetailSource run,
        ProductsSource products,
        LogSource log,
        RibbonSource ribbon,
        DifferSource differ,
        PeekSource peek,
        BesideSource beside,
        WhatIfSource whatIf,
        TriggerSource trigger,
        PaletteSource palette,
        CommandSource commands,
        PastSource past,
        LookedAt lookedAt) {
    /// @param workers on which the first answers of frame and overview are fetched at once
    static DatabaseSources of(Database database, Executor workers) {
        LookedAt lookedAt = new LookedAt();
        FrameSource frame = new DatabaseFrameSource(database);
        AskedAhead<FrameSource.Now> now = AskedAhead.of(frame::now, workers);
        AskedAhead<Person> person = AskedAhead.of(frame::person, workers);
        return new DatabaseSources(
                FrameSource.of(now, person),
                new DatabaseNewsSource(database),
                AskedAhead.of(new DatabaseOverviewSource(database, lookedAt)::overview, workers)
                        ::get,
                new DatabaseQueueSource(database, lookedAt),
                new DatabaseRunnersSource(database, lookedAt),
                new DatabaseDeploysSource(database, lookedAt),
                new DatabaseDeliveriesSource(database),
                new DatabaseSearchSource(database),
                new DatabaseInsightsSource(database),
                new DatabaseAuditSource(database),
                new DatabaseManageSource(database),
                new DatabaseRunsSource(database),
                new DatabaseRunDetailSource(database),
                new DatabaseProductsSource(database),
                new DatabaseLogSource(database),
                new DatabaseRibbonSource(database),
                new DatabaseDifferSource(database),
                new DatabasePeekSource(database),
                new DatabaseBesideSource(database),
                new DatabaseWhatIfSource(database),
                new DatabaseTriggerSource(database),
                new DatabasePaletteSource(database),
                new DatabaseCommandSource(database),
                new DatabasePastSource(database),
                lookedAt);
    }
}
