package dev.minijenkin.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The pictures of `docs/notifications.md` are drawn from what is sent.
class MessagePicturesTest {
    private static final Path FOLDER = Path.of("..", "docs", "notifications");

    @Test
    void slackIsShownAsItIsSent() throws IOException {
        String message = SlackMessage.of(SampleTold.failing());
        assertThat(SlackRules.problems(message)).isEmpty();
        assertShown("slack.svg", MessagePictures.slack(new JsonMapper().readTree(message)));
    }

    @Test
    void discordIsShownAsItIsSent() throws IOException {
        String message = DiscordMessage.of(SampleTold.failing());
        assertThat(DiscordRules.problems(message)).isEmpty();
        assertShown("discord.svg", MessagePictures.discord(new JsonMapper().readTree(message)));
    }

    /// With `-Dmessage-pictures=write` it writes them instead.
    private static void assertShown(String name, String svg) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("write".equals(System.getProperty("message-pictures"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, svg);
        }
        assertThat(file)
                .as(
                        "%s differs from what is sent; write it anew with mvn -pl server -am test"
                                + " -Dtest=MessagePicturesTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dmessage-pictures=write",
                        name)
                .content()
                .isEqualTo(svg);
    }
}
