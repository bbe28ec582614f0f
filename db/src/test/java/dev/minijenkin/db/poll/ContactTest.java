package dev.minijenkin.db.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ContactTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Contact contact = new Contact(nanos::get);

    @Test
    void itBeginsWithTheFirstAnswer() {
        assertThat(contact.unbroken()).isZero();
        pass(Duration.ofHours(1));
        assertThat(answered()).isZero();
    }

    @Test
    void itLastsAsLongAsAnswersFollowEachOther() {
        answered();
        pass(Contact.PAUSE);
        answered();
        pass(Contact.PAUSE);

        assertThat(answered()).isEqualTo(Contact.PAUSE.multipliedBy(2));
    }

    @Test
    void aPauseBreaksIt() {
        answered();
        pass(Contact.PAUSE.plusNanos(1));

        assertThat(contact.unbroken()).as("nobody asked meanwhile").isZero();
        assertThat(answered()).isZero();
        pass(Duration.ofSeconds(2));
        assertThat(answered()).isEqualTo(Duration.ofSeconds(2));
    }

    private Duration answered() {
        contact.answered();
        return contact.unbroken();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
