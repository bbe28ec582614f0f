package dev.minijenkin.server.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// The begin of an answer's body. What comes after it is not read, however long it is.
final class Excerpt implements BodySubscriber<String> {
    private final int most;
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private byte[] bytes = {};
    private int length;
    private @Nullable Subscription subscription;

    /// @param most bytes that are read
    Excerpt(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int taken = Math.min(buffer.remaining(), most - length);
            if (bytes.length < length + taken) {
                bytes = Arrays.copyOf(bytes, Math.min(most, 2 * (length + taken)));
            }
            buffer.get(bytes, length, taken);
            length += taken;
        }
        Subscription running = subscription;
        if (length == most && running != null) {
            running.cancel();
            onComplete();
        }
    }

    /// The status came, and that is what counts.
    @Override
    public void onError(Throwable error) {
        onComplete();
    }

    @Override
    public void onComplete() {
        text.complete(new String(bytes, 0, length, UTF_8));
    }
}
