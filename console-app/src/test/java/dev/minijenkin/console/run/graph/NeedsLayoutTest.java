package dev.minijenkin.console.run.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.minijenkin.console.run.graph.NeedsLayout.Card;
import dev.minijenkin.console.run.graph.NeedsLayout.Line;
import dev.minijenkin.console.run.graph.NeedsLayout.Point;
import dev.minijenkin.console.run.graph.NeedsLayout.Way;
import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.JobView;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedsLayoutTest {
    private static final int SEEDS = 300;

    // How often a need was looked at.
    private int looks;

    @Test
    void eachJobStandsRightOfAllThatItNeeds() {
        NeedsLayout layout =
                of(job("deploy", "test", "lint"), job("test", "build"), job("lint"), job("build"));
        assertThat(layout.cards())
                .extracting(Card::id, Card::column)
                .containsExactly(
                        tuple("deploy", 2), tuple("test", 1), tuple("lint", 0), tuple("build", 0));
    }

    @Test
    void unknownNeedsAndCirclesCountAsNone() {
        NeedsLayout strange = of(job("a", "nobody"), job("b", "b"));
        assertThat(strange.cards()).extracting(Card::column).containsExactly(0, 0);
        assertThat(strange.lines()).isEmpty();
        NeedsLayout circle = of(job("a", "b"), job("b", "a"), job("c", "a"));
        assertThat(circle.cards()).extracting(Card::id).containsExactly("a", "b", "c");
        isReadable(circle);
    }

    @Test
    void whatIsNeededByWhatIsNeededHasNoLineOfItsOwn() {
        NeedsLayout layout =
                of(
                        job("build"),
                        job("test", "build"),
                        job("pack", "build", "test"),
                        job("deploy", "build", "test", "pack", "gone"));
        assertThat(layout.lines())
                .extracting(line -> line.from() + " " + line.to())
                .containsExactly("build test", "test pack", "pack deploy");
    }

    @Test
    void whateverJobsNeedNoCardLiesOverAnotherAndNoLineOverACard() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<NeedsNode> jobs = new ArrayList<>();
            int size = 1 + random.nextInt(40);
            for (int at = 0; at < size; at++) {
                List<String> needs = new ArrayList<>();
                for (int earlier = 0; earlier < at; earlier++) {
                    if (random.nextInt(5) == 0) {
                        needs.add("job-" + earlier);
                    }
                }
                jobs.add(node("job-" + at, needs, random.nextBoolean() ? 0 : 5, StateShape.QUEUED));
            }
            isReadable(NeedsLayout.of(jobs));
        }
    }

    @Test
    void wherePartsStandDependsOnNoStateAndTheOrderOfTheFileStaysWhereItCrossesNothing() {
        List<NeedsNode> before = new ArrayList<>();
        List<NeedsNode> after = new ArrayList<>();
        for (int at = 0; at < 12; at++) {
            List<String> needs = at < 4 ? List.of() : List.of("job-" + at % 4, "job-" + (at - 4));
            before.add(node("job-" + at, needs, 0, StateShape.BLOCKED));
            after.add(node("job-" + at, needs, 0, StateShape.SUCCESS));
        }
        assertThat(NeedsLayout.of(after)).isEqualTo(NeedsLayout.of(before));
        NeedsLayout straight =
                of(job("a"), job("b"), job("c"), job("x", "a"), job("y", "b"), job("z", "c"));
        assertThat(column(straight, 0)).containsExactly("a", "b", "c");
        assertThat(column(straight, 1)).containsExactly("x", "y", "z");
        assertThat(straight.lines()).allMatch(line -> line.points().size() == 2);
        NeedsLayout crossed = of(job("a"), job("b"), job("x", "b"), job("y", "a"));
        assertThat(crossed.lines()).allMatch(line -> line.points().size() == 2);
    }

    @Test
    void aLineThatPassesAColumnGoesBetweenItsCards() {
        NeedsLayout layout =
                of(job("a"), job("b", "a"), job("c", "b"), job("d", "a"), job("last", "c", "d"));
        isReadable(layout);
        assertThat(layout.lines())
                .extracting(line -> line.from() + " " + line.to())
                .contains("d last");
    }

    @Test
    void arrowsLeadAlongTheLinesAndWithinAColumn() {
        NeedsLayout layout =
                of(
                        job("lint"),
                        job("build"),
                        job("image", "build"),
                        job("e2e", "build"),
                        job("deploy", "image", "e2e"));
        assertThat(layout.next("lint", Way.RIGHT)).isEmpty();
        assertThat(layout.next("lint", Way.DOWN)).map(Card::id).contains("build");
        assertThat(layout.next("build", Way.RIGHT))
                .map(Card::id)
                .get()
                .asString()
                .isIn("image", "e2e");
        assertThat(layout.next("image", Way.LEFT)).map(Card::id).contains("build");
        assertThat(layout.next("image", Way.DOWN)).map(Card::id).contains("e2e");
        assertThat(layout.next("e2e", Way.UP)).map(Card::id).contains("image");
        assertThat(layout.next("e2e", Way.RIGHT)).map(Card::id).contains("deploy");
        assertThat(layout.next("deploy", Way.RIGHT)).isEmpty();
        assertThat(layout.next("gone", Way.LEFT)).isEmpty();
    }

    @Test
    void fortyLevelsOf256LegsAreFortyCardsAndEachJobIsLookedAtFewTimes() {
        List<JobView> jobs = new ArrayList<>();
        for (int level = 0; level < 40; level++) {
            String[] needs = level == 0 ? new String[0] : new String[] {"level-" + (level - 1)};
            for (int leg = 0; leg < 256; leg++) {
                jobs.add(
                        SampleViews.job(
                                jobs.size() + 1,
                                "level-" + level,
                                "level-" + level + " (" + leg + ")",
                                leg == level ? Conclusion.FAILURE : Conclusion.SUCCESS,
                                0,
                                needs));
            }
        }
        int[] reads = {0};
        List<NeedsNode> nodes =
                NeedsNode.of(
                        new AbstractList<>() {
                            @Override
                            public JobView get(int index) {
                                reads[0]++;
                                return jobs.get(index);
                            }

                            @Override
                            public int size() {
                                return jobs.size();
                            }
                        });
        NeedsLayout layout = NeedsLayout.of(nodes);

        assertThat(reads[0]).isLessThanOrEqualTo(2 * jobs.size());
        assertThat(layout.cards()).hasSize(40);
        assertThat(nodes).extracting(NeedsNode::counts).containsOnly("1 failed, 255 passed");
        isReadable(layout);
        assertThat(layout.height()).as("one line of cards").isLessThan(100);
    }

    @Test
    void aGraphThatIsWideAndDeepCostsAFewLooksANeed() {
        List<NeedsNode> jobs = new ArrayList<>();
        int needs = 0;
        for (int level = 0; level < 40; level++) {
            for (int at = 0; at < 32; at++) {
                List<String> before = new ArrayList<>();
                for (int other = 0; level > 0 && other < 4; other++) {
                    before.add("job-" + (level - 1) + "-" + (at * 7 + other * 5) % 32);
                }
                needs += before.size();
                jobs.add(node("job-" + level + "-" + at, counting(before), 0, StateShape.QUEUED));
            }
        }
        NeedsLayout layout = NeedsLayout.of(jobs);
        assertThat(looks).isLessThanOrEqualTo(2 * needs);
        assertThat(layout.cards()).hasSize(1280);
        isReadable(layout);
    }

    /// No card over another, none outside; each line forward, from card to card, over no other.
    private static void isReadable(NeedsLayout layout) {
        List<Card> cards = layout.cards();
        for (Card card : cards) {
            assertThat(card.y()).isNotNegative();
            assertThat(card.y() + card.height()).isLessThanOrEqualTo(layout.height());
            assertThat(card.right()).isLessThanOrEqualTo(layout.width());
            assertThat(cards.stream().filter(other -> !other.equals(card) && touch(card, other)))
                    .as("over %s", card)
                    .isEmpty();
        }
        for (Line line : layout.lines()) {
            Card from = layout.card(line.from()).orElseThrow();
            Card to = layout.card(line.to()).orElseThrow();
            assertThat(from.column()).isLessThan(to.column());
            assertThat(line.points().getFirst()).isEqualTo(new Point(from.right(), from.centre()));
            assertThat(line.points().getLast()).isEqualTo(new Point(to.x(), to.centre()));
            for (int at = 0; at + 1 < line.points().size(); at++) {
                Point here = line.points().get(at);
                Point next = line.points().get(at + 1);
                assertThat(next.x()).as("%s", line).isGreaterThanOrEqualTo(here.x());
                assertThat(here.x() == next.x() || here.y() == next.y())
                        .as("level or upright: %s", line)
                        .isTrue();
                assertThat(cards.stream().filter(card -> crosses(here, next, card)))
                        .as("under %s", line)
                        .isEmpty();
            }
        }
    }

    private static boolean touch(Card card, Card other) {
        return other.column() == card.column()
                && card.y() + card.height() >= other.y()
                && other.y() + other.height() >= card.y();
    }

    private static boolean crosses(Point here, Point next, Card card) {
        return Math.max(here.x(), next.x()) > card.x()
                && Math.min(here.x(), next.x()) < card.right()
                && Math.max(here.y(), next.y()) >= card.y()
                && Math.min(here.y(), next.y()) <= card.y() + card.height();
    }

    private static List<String> column(NeedsLayout layout, int column) {
        return layout.cards().stream()
                .filter(card -> card.column() == column)
                .sorted(Comparator.comparingDouble(Card::y))
                .map(Card::id)
                .toList();
    }

    private List<String> counting(List<String> needs) {
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                looks++;
                return needs.get(index);
            }

            @Override
            public int size() {
                return needs.size();
            }
        };
    }

    private static NeedsLayout of(NeedsNode... jobs) {
        return NeedsLayout.of(List.of(jobs));
    }

    private static NeedsNode job(String id, String... needs) {
        return node(id, List.of(needs), 0, StateShape.BLOCKED);
    }

    private static NeedsNode node(String id, List<String> needs, int legs, StateShape shape) {
        return new NeedsNode(
                id,
                id,
                needs,
                new StateLook(shape, "Blocked"),
                "",
                false,
                "",
                legs == 0 ? Map.of() : Map.of(shape, legs));
    }
}
