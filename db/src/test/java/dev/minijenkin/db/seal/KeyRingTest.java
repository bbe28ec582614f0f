package dev.minijenkin.db.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final Binding HERE = Binding.of("secret", "1", "2", "TOKEN");
    private static final KeyPair PAIR = KeyPair.generate(KeyPurpose.RUNNER);
    private static final KeyRing RING = KeyRing.of(List.of(PAIR));

    @Test
    void whoHoldsThePrivateHalfReadsWhatWasSealed() {
        String text = "s3cret\nof two lines, with ü and 😀";

        assertThat(RING.open(PAIR.publicHalf().seal(HERE, text), HERE)).isEqualTo(text);
        assertThat(RING.open(PAIR.publicHalf().seal(HERE, ""), HERE)).isEmpty();
    }

    @Test
    void aPrivateHalfSurvivesItsFileAndAPublicOneItsRow() {
        KeyPair read = KeyPair.of(KeyPurpose.RUNNER, PAIR.privateText() + "\n");
        SealingKey published = SealingKey.of(KeyPurpose.RUNNER, PAIR.publicHalf().keyset());

        assertThat(read.fingerprint()).isEqualTo(PAIR.fingerprint()).matches("[0-9a-f]{32}");
        assertThat(KeyRing.of(List.of(read)).open(published.seal(HERE, "text"), HERE))
                .isEqualTo("text");
    }

    @Test
    void theSameTextIsNeverSealedAlike() {
        assertThat(PAIR.publicHalf().seal(HERE, "text"))
                .isNotEqualTo(PAIR.publicHalf().seal(HERE, "text"));
    }

    @Test
    void whatWasSealedForAnotherPlaceStaysShut() {
        Sealed sealed = PAIR.publicHalf().seal(HERE, "text");

        assertThatThrownBy(() -> RING.open(sealed, Binding.of("secret", "1", "3", "TOKEN")))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("it was sealed for another place, or changed since");
    }

    @Test
    void noTwoPlacesReadAlike() {
        assertThat(Binding.of("secret", "1", "23").bytes())
                .isNotEqualTo(Binding.of("secret", "12", "3").bytes());
        assertThat(Binding.of("secret", "1 1:2").bytes())
                .isNotEqualTo(Binding.of("secret", "1", "2").bytes());
    }

    @Test
    void whatWasChangedStaysShut() {
        Sealed sealed = PAIR.publicHalf().seal(HERE, "text");
        byte[] changed = sealed.ciphertext().clone();
        changed[changed.length - 1] ^= 1;

        assertThatThrownBy(() -> RING.open(new Sealed(sealed.key(), changed), HERE))
                .isInstanceOf(SealException.class);
        assertThatThrownBy(() -> RING.open(new Sealed(sealed.key(), new byte[3]), HERE))
                .isInstanceOf(SealException.class);
    }

    @Test
    void aKeyThatIsNotHereIsNamed() {
        KeyPair other = KeyPair.generate(KeyPurpose.RUNNER);
        Sealed sealed = other.publicHalf().seal(HERE, "text");

        assertThatThrownBy(() -> RING.open(sealed, HERE))
                .hasMessageContaining(other.fingerprint())
                .hasMessageContaining("it holds " + PAIR.fingerprint());
        assertThatThrownBy(() -> KeyRing.NONE.open(sealed, HERE))
                .hasMessageContaining("it holds none");
        assertThat(KeyRing.of(List.of(PAIR, other)).open(sealed, HERE)).isEqualTo("text");
    }

    @Test
    void nothingSaysWhatAPrivateKeyIs() {
        String text = PAIR.privateText();

        assertThat(PAIR + " " + RING + " " + PAIR.publicHalf()).doesNotContain(text);
        assertThatThrownBy(() -> KeyPair.of(KeyPurpose.RUNNER, text.substring(2)))
                .isInstanceOf(SealException.class)
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain(text.substring(2, 20));
        assertThatThrownBy(() ->
                        SealingKey.of(KeyPurpose.RUNNER, "x".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SealException.class);
    }
}
