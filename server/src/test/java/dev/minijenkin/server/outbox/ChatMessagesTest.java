package dev.minijenkin.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What Slack and Discord get, by their published rules.
class ChatMessagesTest {
    private static final List<String> HOSTILE =
            List.of(
                    "<!channel> <@U123> <http://evil|click>",
                    "@everyone @here <@&1> ||spoiler|| [link](http://evil)",
                    "```\n# Title\n> quote\n*b* _i_ ~s~",
                    "&lt;&amp;&",
                    "\u0000\u001b[31m",
                    "😀".repeat(5000),
                    "<".repeat(5000),
                    "*".repeat(5000),
                    "`".repeat(5000),
                    "\uD83D");

    @Test
    void eachStandingFitsTheRules() {
        for (Told told :
                List.of(
                        SampleTold.failing(),
                        SampleTold.succeeded(),
                        SampleTold.queued(),
                        SampleTold.running(),
                        SampleTold.match("heap", ""),
                        SampleTold.match("heap", "OutOfMemoryError"),
                        new Told.OfTest("It works", "A test", SampleTold.LINK))) {
            assertThat(SlackRules.problems(SlackMessage.of(told))).isEmpty();
            assertThat(DiscordRules.problems(DiscordMessage.of(told))).isEmpty();
        }
    }

    @Test
    void whateverOthersWriteFitsTheRules() {
        Random random = new Random(7);
        Stream.concat(HOSTILE.stream(), Stream.generate(() -> text(random)).limit(300))
                .forEach(text -> {
                    assertFits(SampleTold.withTexts(text), text);
                    assertFits(SampleTold.match("heap", text), text);
                });
    }

    private static void assertFits(Told told, String text) {
        assertThat(SlackRules.problems(SlackMessage.of(told))).as(text).isEmpty();
        assertThat(DiscordRules.problems(DiscordMessage.of(told))).as(text).isEmpty();
    }

    @Test
    void aSearchSaysWhatWasPrintedAndWhere() {
        Told told = SampleTold.match("heap", "java.lang.OutOfMemoryError");
        for (String message :
                List.of(SlackMessage.of(told), DiscordMessage.of(told).replace("\\\\", ""))) {
            assertThat(message)
                    .contains("#42")
                    .contains("heap")
                    .contains("```")
                    .contains("java.lang.OutOfMemoryError")
                    .contains("Line 17 and 2 others")
                    .contains("https://ci.example.org/runs/4711");
        }
    }

    @Test
    void whatOthersWriteNeitherMentionsNorLinks() {
        String slack = SlackMessage.of(SampleTold.withTexts("<!channel> <http://evil|click>"));
        // The one left is plain text, in which Slack looks for nothing.
        assertThat(slack).contains("&lt;!channel&gt;").containsOnlyOnce("<!channel");
        assertThat(slack).contains("{\"type\":\"plain_text\",\"text\":\"8f3c2a91 <!channel>");

        String discord = DiscordMessage.of(SampleTold.withTexts("[click](http://evil) **x**"));
        assertThat(discord).contains("\\\\[click\\\\]\\\\(http\\\\://evil\\\\)");
    }

    @Test
    void aFailureSaysWhatBrokeSinceWhenAndWho() {
        for (String message :
                List.of(
                        SlackMessage.of(SampleTold.failing()),
                        DiscordMessage.of(SampleTold.failing()).replace("\\\\", ""))) {
            assertThat(message)
                    .contains("shop/web › ci #42")
                    .contains("still fails")
                    .contains("test (25, linux) › npm test, exit code 1")
                    .contains("src/price.test.ts:42: Expected 1999, but got 19.99")
                    .contains("#38, 2 h 5 min ago")
                    .contains("2 of 6 failed")
                    .contains("ana (push)")
                    .contains("5 min 27 s")
                    .contains("8f3c2a91 Read prices in cents, by Ana Lima")
                    .contains("https://ci.example.org/runs/4711");
        }
    }

    /// The rules that are checked by are no rubber stamp.
    @Test
    void aPayloadThatBreaksARuleIsNoticed() {
        assertThat(SlackRules.problems("{\"text\": \"a < b\"}")).isNotEmpty();
        assertThat(SlackRules.problems("{}")).isNotEmpty();
        assertThat(
                        SlackRules.problems(
                                "{\"text\": \"a\", \"blocks\": [{\"type\": \"section\", \"text\": {\"type\": \"mrkdwn\", \"text\": \"%s\"}}]}"
                                        .formatted("x".repeat(3001))))
                .isNotEmpty();
        assertThat(
                        DiscordRules.problems(
                                "{\"allowed_mentions\": {\"parse\": []}, \"embeds\": [{\"title\": \"%s\"}]}"
                                        .formatted("x".repeat(257))))
                .isNotEmpty();
        assertThat(DiscordRules.problems("{\"content\": \"hi\"}")).isNotEmpty();
        String four = "{\"description\": \"%s\"}".formatted("x".repeat(2000));
        assertThat(
                        DiscordRules.problems(
                                "{\"allowed_mentions\": {\"parse\": []}, \"embeds\": [%s,%s,%s,%s]}"
                                        .formatted(four, four, four, four)))
                .isNotEmpty();
    }

    private static String text(Random random) {
        int length = 1 + random.nextInt(6000);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> "<>&|*_~`[]()#-:@\n".charAt(random.nextInt(17));
                        case 1 -> (char) random.nextInt(0xFFFF);
                        default -> (char) ('a' + random.nextInt(26));
                    });
        }
        return text.toString();
    }
}
