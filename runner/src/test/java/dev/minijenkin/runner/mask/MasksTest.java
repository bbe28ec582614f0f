package dev.minijenkin.runner.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MasksTest {
    private final Masks masks = new Masks();

    @Test
    void replacesASecretWhereverItStands() {
        masks.addSecret("hunter2");

        assertThat(masks.apply("hunter2 and (hunter2)\nhunter hunter2"))
                .isEqualTo("*** and (***)\nhunter ***");
    }

    @Test
    void findsASecretThatIsCutAnywhere() {
        masks.addSecret("hunter2");
        String text = "the password is hunter2, not hunter3 nor hunt";
        for (int cut = 0; cut <= text.length(); cut++) {
            MaskingLine line = masks.line();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(line.piece(bytes(text.substring(0, cut))));
            assertThat(out.toString(StandardCharsets.UTF_8)).doesNotEndWith("hunter");
            out.writeBytes(line.finish(bytes(text.substring(cut))));

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo("the password is ***, not hunter3 nor hunt");
        }
    }

    @Test
    void findsASecretThatArrivesByteByByte() {
        masks.addSecret("hunter2");
        MaskingLine line = masks.line();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte one : bytes("xhunter2y")) {
            out.writeBytes(line.piece(new byte[] {one}));
        }
        out.writeBytes(line.finish(new byte[0]));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x***y");
    }

    @Test
    void overlappingSecretsAreReplacedTogether() {
        masks.addSecret("abcd");
        masks.addSecret("cdef");

        assertThat(masks.apply("xabcdefy")).isEqualTo("x***y");
    }

    @Test
    void aSecretWithinALongerOneLeavesNoRest() {
        masks.addSecret("token");
        masks.addSecret("token-extended");

        assertThat(masks.apply("token-extended token-ext")).isEqualTo("*** ***-ext");
    }

    @Test
    void hidesWhatEncodersMakeOfASecret() {
        masks.addSecret("p\"ss w&rd/<1>");

        assertThat(masks.apply("p\\\"ss w&rd/<1>")).isEqualTo("***");
        assertThat(masks.apply("p%22ss%20w%26rd%2F%3C1%3E")).isEqualTo("***");
        assertThat(masks.apply("p&quot;ss w&amp;rd/&lt;1&gt;")).isEqualTo("***");
    }

    @Test
    void hidesASecretInTheMiddleOfALongerBase64Text() {
        masks.addSecret("correct horse battery");
        for (String before : new String[] {"", "a", "ab"}) {
            String encoded =
                    Base64.getEncoder()
                            .encodeToString(bytes(before + "correct horse battery" + "tail"));

            assertThat(masks.apply(encoded)).contains("***");
            String left = masks.apply(encoded).replace("***", "");
            assertThat(left.length()).isLessThan(14);
        }
    }

    @Test
    void hidesWhatShellsAndWritersOfJsonMakeOfASecret() {
        masks.addSecret("it's $5 for <b>ü/x</b>\tand \"more\"");

        for (String form :
                new String[] {
                    "it'\\''s $5 for <b>ü/x</b>\tand \"more\"",
                    "it'\"'\"'s $5 for <b>ü/x</b>\tand \"more\"",
                    "it's \\$5 for <b>ü/x</b>\tand \\\"more\\\"",
                    "it's $5 for <b>ü/x</b>\\tand \\\"more\\\"",
                    "it's $5 for <b>ü\\/x<\\/b>\\tand \\\"more\\\"",
                    "it\\u0027s $5 for \\u003cb\\u003e\\u00fc/x\\u003c/b\\u003e\\tand \\\"more\\\"",
                    "it's%20%245%20for%20%3Cb%3E%C3%BC%2Fx%3C%2Fb%3E%09and%20%22more%22",
                }) {
            assertThat(masks.apply(form)).as(form).isEqualTo("***");
        }
    }

    @Test
    void hidesBase64ThatIsBrokenIntoLinesOrStandsInAnAddress() {
        String secret = "a?b>c".repeat(40);
        masks.addSecret(secret);
        for (int width : new int[] {64, 76}) {
            String wrapped =
                    Base64.getMimeEncoder(width, bytes("\n")).encodeToString(bytes(secret));

            assertThat(masks.apply(wrapped).replace("***", "").length()).isLessThan(10);
        }
        assertThat(masks.apply(Base64.getUrlEncoder().encodeToString(bytes(secret))))
                .startsWith("***")
                .hasSizeLessThan(10);
    }

    @Test
    void everyLineOfASecretIsASecret() {
        masks.addSecret("-----BEGIN KEY-----\nabc123\n-----END KEY-----\n");

        assertThat(masks.apply("key: abc123")).isEqualTo("key: ***");
    }

    @Test
    void aBlankMaskIsRefused() {
        assertThat(masks.addMask("  ")).isFalse();
        assertThat(masks.apply("a  b")).isEqualTo("a  b");
    }

    @Test
    void bytesThatAreNoTextGoThroughUnchanged() {
        masks.addSecret("hunter2");
        byte[] bytes = {0, (byte) 0xff, 'h', (byte) 0xc3, 'u'};

        assertThat(masks.line().finish(bytes)).isEqualTo(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
