package dev.minijenkin.server;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Subscription;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.engine.recovery.Activity;
import dev.minijenkin.engine.recovery.Chore;
import dev.minijenkin.engine.recovery.Housekeeping;
import dev.minijenkin.engine.recovery.SharedChores;
import dev.minijenkin.server.api.ApiEndpoint;
import dev.minijenkin.server.api.Callers;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.badge.BadgeEndpoint;
import dev.minijenkin.server.delivery.DeliveryPlans;
import dev.minijenkin.server.delivery.DeliveryProcessor;
import dev.minijenkin.server.git.Mirrors;
import dev.minijenkin.server.health.HealthEndpoint;
import dev.minijenkin.server.hook.HookEndpoint;
import dev.minijenkin.server.housekeeping.ServerChores;
import dev.minijenkin.server.http.HttpServer;
import dev.minijenkin.server.metrics.MetricsEndpoint;
import dev.minijenkin.server.metrics.ServerMetrics;
import dev.minijenkin.server.outbox.OutboxDispatcher;
import dev.minijenkin.server.outbox.SealedTargets;
import dev.minijenkin.server.page.PagesEndpoint;
import dev.minijenkin.server.resource.Resources;
import dev.minijenkin.server.scale.ScaleConfiguration;
import dev.minijenkin.server.scale.ScaleHook;
import dev.minijenkin.server.session.OwnForms;
import dev.minijenkin.server.session.SessionCookie;
import dev.minijenkin.server.stream.Feeds;
import dev.minijenkin.server.stream.StreamOperations;
import dev.minijenkin.server.trace.TraceCollector;
import dev.minijenkin.server.trace.TraceExport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /// What the listener of a server's process must listen to.
    public static final Set<Topic> TOPICS =
            Set.of(Topic.DELIVERY, Topic.MESSAGE, Topic.COMMAND, Topic.GUEST, Topic.RUN, Topic.LOG);

    private static final Duration TRACES = Duration.ofSeconds(5);

    private final Mirrors mirrors;
    private final DeliveryProcessor processor;
    private final OutboxDispatcher outbox;
    private final Housekeeping housekeeping;
    private final Feeds feeds;
    private final HookEndpoint hooks;
    private final HttpServer http;
    private final @Nullable ScaleHook scale;
    private final Subscription subscription;

    private Server(
            Mirrors mirrors,
            DeliveryProcessor processor,
            OutboxDispatcher outbox,
            Housekeeping housekeeping,
            Feeds feeds,
            HookEndpoint hooks,
            HttpServer http,
            @Nullable ScaleHook scale,
            Subscription subscription) {
        this.mirrors = mirrors;
        this.processor = processor;
        this.outbox = outbox;
        this.housekeeping = housekeeping;
        this.feeds = feeds;
        this.hooks = hooks;
        this.http = http;
        this.scale = scale;
        this.subscription = subscription;
    }

    /// Binds its port and begins. The database need not be there yet.
    ///
    /// @param database as a member of the role `mj_server`; belongs to the caller, as does
    /// @param listener that listens to [#TOPICS] at least
    /// @throws IllegalArgumentException with a sentence for a person where it cannot begin
    public static Server start(
            ServerConfiguration configuration, Database database, Listener listener) {
        Outage outage = new Outage("hooks are answered with 503");
        RandomGenerator random = RandomGenerator.getDefault();
        ScaleConfiguration told = configuration.scale();
        ScaleHook scale =
                told == null
                        ? null
                        : new ScaleHook(database, told, outage, random, System::nanoTime);
        Mirrors mirrors = new Mirrors(configuration.mirrors());
        DeliveryProcessor processor = new DeliveryProcessor(database, mirrors, outage, random);
        Feeds feeds = new Feeds(database, configuration.api().heartbeat()).start();
        ServerMetrics metrics = new ServerMetrics(database, feeds::clients);
        AtomicBoolean hearing = new AtomicBoolean();
        Callers callers = new Callers(database, configuration.api(), System::nanoTime);
        SessionCookie cookie = new SessionCookie(configuration.isReachedByTls());
        HookEndpoint hooks =
                new HookEndpoint(
                        database,
                        configuration.keys(),
                        configuration.bodyLimit(),
                        configuration.incoming(),
                        processor::wake);
        HttpServer http =
                new HttpServer(
                        configuration.listening(),
                        List.of(
                                hooks.routes(),
                                new HealthEndpoint(database, hearing::get).routes(),
                                new MetricsEndpoint(metrics).routes(),
                                new BadgeEndpoint(database, configuration.publicBadges()).routes(),
                                new ApiEndpoint(
                                                operations(database, mirrors, feeds),
                                                callers,
                                                cookie,
                                                configuration.api())
                                        .routes(),
                                new PagesEndpoint(
                                                database,
                                                callers,
                                                cookie,
                                                new OwnForms(configuration.outbox().pages()))
                                        .routes()),
                        outage,
                        metrics::answered);
        String address = configuration.bindAddress() + ":" + http.port();
        Activity activity = new Activity(System::nanoTime);
        List<Chore> chores =
                new ArrayList<>(
                        SharedChores.of(
                                database,
                                "server " + address,
                                new Contact(System::nanoTime),
                                activity));
        chores.addAll(ServerChores.all(activity));
        TraceCollector collector = configuration.traces();
        if (collector != null) {
            TraceExport export =
                    new TraceExport(collector, pages(configuration, http.port()), System::nanoTime);
            chores.add(Chore.every(TRACES, "traces", export).goingOnAfter(Duration.ofMillis(500)));
        }
        processor.start();
        OutboxDispatcher dispatcher =
                new OutboxDispatcher(
                                database,
                                new SealedTargets(configuration.keys()),
                                pages(configuration, http.port()),
                                activity,
                                outage,
                                random,
                                configuration.outbox().settings())
                        .start();
        Housekeeping housekeeping = Housekeeping.start(database, chores, outage, random);
        if (scale != null) {
            scale.start();
        }
        Subscription subscription =
                listener.subscribe(
                        new Wakers(processor, dispatcher, housekeeping, feeds, scale, hearing));
        LOG.info("The server listens on {}", address);
        return new Server(
                mirrors,
                processor,
                dispatcher,
                housekeeping,
                feeds,
                hooks,
                http,
                scale,
                subscription);
    }

    private static URI pages(ServerConfiguration configuration, int port) {
        URI given = configuration.outbox().pages();
        return given == null
                ? URI.create(
                        configuration.scheme() + "://" + configuration.bindAddress() + ":" + port)
                : given;
    }

    private static List<Operation> operations(Database database, Mirrors mirrors, Feeds feeds) {
        List<Operation> all =
                new ArrayList<>(Resources.of(database, new DeliveryPlans(database, mirrors)));
        all.addAll(new StreamOperations(database, feeds).all());
        return all;
    }

    private record Wakers(
            DeliveryProcessor processor,
            OutboxDispatcher dispatcher,
            Housekeeping housekeeping,
            Feeds feeds,
            @Nullable ScaleHook scale,
            AtomicBoolean hearing)
            implements Subscriber {
        @Override
        public void hinted(Topic topic, Set<Long> ids) {
            if (topic == Topic.DELIVERY) {
                processor.wake();
            }
            if (topic == Topic.MESSAGE) {
                dispatcher.wake();
            }
            if (topic == Topic.RUN && scale != null) {
                scale.wake();
            }
            housekeeping.hinted(topic, ids);
            feeds.hinted(topic, ids);
        }

        @Override
        public void connected() {
            hearing.set(true);
            TOPICS.forEach(topic -> hinted(topic, Set.of()));
            feeds.connected();
        }

        @Override
        public void lost(String reason) {
            hearing.set(false);
        }
    }

    /// The port it listens on.
    public int port() {
        return http.port();
    }

    /// Takes no further hook, lets what is under way end for a moment, and stops. What is not done
    /// is done by another server, or by this one when it is started again.
    @Override
    public void close() {
        subscription.close();
        if (scale != null) {
            scale.close();
        }
        feeds.close();
        http.close();
        hooks.close();
        processor.close();
        outbox.close();
        housekeeping.close();
        mirrors.close();
    }
}
