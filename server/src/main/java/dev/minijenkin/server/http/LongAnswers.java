package dev.minijenkin.server.http;

import io.javalin.http.Context;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/// Answers that go on for long.
public final class LongAnswers {
    private LongAnswers() {}

    /// Ends the connection where nothing could be written for so long, so that a client that does
    /// not read holds nothing; and does not use it again afterwards.
    public static void endWhereNobodyReads(Context context, Duration limit) {
        context.header("Connection", "close");
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .setIdleTimeout(limit.toMillis());
    }
}
