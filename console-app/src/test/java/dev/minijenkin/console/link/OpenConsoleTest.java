package dev.minijenkin.console.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Links;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenConsoleTest {
    @TempDir private Path folder;
    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

    @Test
    void aSecondStartHandsItsLinkToTheConsoleThatIsOpen() throws Exception {
        assertThat(OpenConsole.hand(folder, "mini-jenkin://run/1")).as("none is open").isFalse();
        try (OpenConsole open = OpenConsole.claim(folder).orElseThrow()) {
            open.listen(this::take);
            assertThat(OpenConsole.claim(folder)).as("another one").isEmpty();
            assertThat(OpenConsole.hand(folder, "mini-jenkin://run/42/job/7#L120")).isTrue();
            assertThat(taken.poll(10, TimeUnit.SECONDS))
                    .isEqualTo("mini-jenkin://run/42/job/7#L120");
            assertThat(OpenConsole.hand(folder, "mini-jenkin://queue")).isTrue();
            assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo("mini-jenkin://queue");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(OpenConsole.hand(folder, "mini-jenkin://run/1")).as("it is closed").isFalse();
        Optional<OpenConsole> next = OpenConsole.claim(folder);
        assertThat(next).as("the next one").isPresent();
        next.orElseThrow().close();
    }

    @Test
    void whatIsNoLinkGoesNowhere() throws Exception {
        try (OpenConsole open = OpenConsole.claim(folder).orElseThrow()) {
            open.listen(this::take);
            assertThat(OpenConsole.hand(folder, "file:///etc/passwd")).isFalse();
            assertThat(OpenConsole.hand(folder, "mini-jenkin://run/1; rm -rf ~")).isFalse();
            assertThat(send("x".repeat(100_000) + "\n")).isEqualTo("no link");
            assertThat(send("\n")).isEqualTo("no link");
            assertThat(taken).isEmpty();
            assertThat(OpenConsole.hand(folder, "mini-jenkin://run/1")).as("still").isTrue();
        }
    }

    @Test
    void theSocketOfOneThatWasKilledIsInNobodysWay() throws IOException {
        Path left = folder.resolve("console.sock");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(left));
        }
        assertThat(left).exists();
        assertThat(OpenConsole.hand(folder, "mini-jenkin://run/1")).isFalse();
        try (OpenConsole open = OpenConsole.claim(folder).orElseThrow()) {
            open.listen(this::take);
            assertThat(OpenConsole.hand(folder, "mini-jenkin://run/1")).isTrue();
        }
        assertThat(left).doesNotExist();
    }

    private boolean take(String link) {
        return Links.parse(link).isPresent() && taken.add(link);
    }

    private String send(String text) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("console.sock")))) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException _) {
                // It stopped listening to so much.
            }
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8).strip();
        } catch (IOException _) {
            return "no link";
        }
    }
}
