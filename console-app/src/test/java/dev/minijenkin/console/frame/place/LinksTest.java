package dev.minijenkin.console.frame.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void aLinkLeadsBackToItsPlace() {
        for (Place place :
                new Place[] {
                    new Place.RunsPlace(""),
                    new Place.RunsPlace("pipeline:\"QA gate (nightly & PR)\" -by:ana"),
                    new Place.RunPlace(new RunId(42)),
                    new Place.LogPlace(new RunId(42), new JobId(7)),
                    new Place.LogPlace(new RunId(42), new JobId(7), 120),
                    new Place.BesidePlace(new RunId(42), new JobId(7))
                }) {
            assertThat(Links.of(place).flatMap(Links::parse)).contains(place);
        }
    }

    @Test
    void eachViewHasAnAddress() {
        for (Destination view : Destination.values()) {
            String link = "mini-jenkin://" + view.name().toLowerCase(Locale.ROOT);
            assertThat(Links.parse(link)).contains(view.place());
        }
        assertThat(Links.parse("mini-jenkin://queue/")).contains(new Place.QueuePlace());
    }

    @Test
    void otherTextsAreNoLinks() {
        assertThat(Links.parse("mini-jenkin://run/")).isEmpty();
        assertThat(Links.parse("mini-jenkin://run/42/job/x")).isEmpty();
        assertThat(Links.parse("mini-jenkin://runs?filter=%zz")).isEmpty();
        assertThat(Links.parse("mini-jenkin://runsome")).isEmpty();
        assertThat(Links.parse("https://run/42")).isEmpty();
        assertThat(Links.of(new Place.OverviewPlace())).isEmpty();
    }
}
