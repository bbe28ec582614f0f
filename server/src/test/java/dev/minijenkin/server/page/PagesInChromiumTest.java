package dev.minijenkin.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a real browser, where one is installed. Pictures are left in `server/target/screenshots` for
/// people to look at.
class PagesInChromiumTest {
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir private Path folder;
    private @Nullable PageBench bench;
    private @Nullable Chromium browser;

    @BeforeEach
    void begin() throws IOException {
        Optional<Path> program = Chromium.program();
        assumeThat(program).as("Chromium is not installed").isPresent();
        bench = new PageBench(folder);
        SampleStory.tell(bench());
        bench().asOperator();
        browser = new Chromium(program.orElseThrow(), folder.resolve("profile"));
        String[] cookie = bench().cookie().split("=", 2);
        browser().cookie(url("/"), cookie[0], cookie[1]);
    }

    @AfterEach
    void end() {
        if (browser != null) {
            browser.close();
        }
        if (bench != null) {
            bench.close();
        }
    }

    private PageBench bench() {
        return Objects.requireNonNull(bench);
    }

    private Chromium browser() {
        return Objects.requireNonNull(browser);
    }

    private String url(String path) {
        return bench().api().server().url() + path;
    }

    private String runOfTheJob() {
        return url(bench().runPath() + "?job=" + bench().job());
    }

    @Test
    void pagesFitOnAPhoneInBothThemesAndTheBrowserRefusesNothing() throws IOException {
        for (Map.Entry<String, String> page :
                Map.of(
                                "list", url("/runs"),
                                "run", runOfTheJob(),
                                "sign-in", url("/sign-in"))
                        .entrySet()) {
            for (String theme : List.of("light", "dark")) {
                for (int width : List.of(1440, 360)) {
                    browser().screen(width, 1200, theme);
                    browser().open(page.getValue());
                    assertThat(browser().evaluate("document.documentElement.scrollWidth"))
                            .as("%s at %d", page.getKey(), width)
                            .isEqualTo(Integer.toString(width));
                    browser()
                            .picture(
                                    PICTURES.resolve(
                                            "page-%s-%s-%d.png"
                                                    .formatted(page.getKey(), theme, width)));
                }
            }
        }
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void whatHappensIsSeenAtOnceAndWhatSomebodyOpenedStaysOpen() {
        browser().screen(1200, 900, "light");
        browser().open(runOfTheJob());
        browser().evaluate("document.querySelector('#ask-cancel > summary').click()");
        browser().evaluate("document.querySelector('.step summary').click()");
        browser().evaluate("window.kept = document.querySelector('.line')");
        assertThat(browser().evaluate("document.querySelectorAll('.line').length")).isEqualTo("16");

        bench().api().print(2, 18, false, "one more line");
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        browser()
                                                .evaluate(
                                                        "document.getElementById('main').textContent"))
                                .contains("one more line"));
        bench().execute(
                        "update jobs set state = 'finished', conclusion = 'success', finished_at = now() where id = "
                                + bench().job());
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        browser()
                                                .evaluate(
                                                        "document.querySelector('[role=status]').textContent"))
                                .startsWith("6 of 8"));
        assertThat(browser().evaluate("document.querySelector('.step').open")).isEqualTo("true");
        assertThat(browser().evaluate("window.kept === document.querySelector('.line')"))
                .as("what stays is not made anew")
                .isEqualTo("true");
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void aLinkToALineShowsIt() {
        browser().screen(1200, 500, "dark");
        String line = "job-" + bench().job() + ":L4";
        browser().open(url(bench().runPath() + "#" + line));
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        browser()
                                                .evaluate(
                                                        "(document.querySelector(':target') || {}).id"))
                                .isEqualTo(line));
        assertThat(browser().evaluate("document.querySelector(':target').closest('.fold').open"))
                .isEqualTo("true");
    }

    @Test
    void withoutScriptsThePageIsWhole() {
        browser().scripts(false);
        browser().open(runOfTheJob());
        assertThat(browser().evaluate("document.querySelectorAll('.line').length")).isEqualTo("16");
        assertThat(
                        browser()
                                .evaluate(
                                        "getComputedStyle(document.querySelector('.line.error')).borderLeftStyle"))
                .as("the style is there")
                .isEqualTo("solid");
    }

    /// The rules of contrast (WCAG 2.2, AA) for each text that is seen, as the browser draws it.
    @Test
    void everyTextCanBeReadInBothThemes() {
        for (String theme : List.of("light", "dark")) {
            browser().screen(1200, 900, theme);
            browser().open(runOfTheJob());
            assertThat(browser().evaluate(CONTRAST)).as(theme).isEmpty();
            browser().open(url("/runs"));
            assertThat(browser().evaluate(CONTRAST)).as(theme).isEmpty();
            browser()
                    .evaluate(
                            "document.querySelector('h1').style.color = 'rgb(128 128 128 / 0.7)'");
            assertThat(browser().evaluate(CONTRAST))
                    .as("what cannot be read is found")
                    .contains("Runs");
        }
    }

    /// What a program of a blind person needs: names, landmarks, one order of headings.
    @Test
    void everythingHasANameAndAPlace() {
        for (String page : List.of(url("/runs"), runOfTheJob(), url("/sign-in"))) {
            browser().open(page);
            assertThat(browser().evaluate(NAMES)).as(page).isEmpty();
        }
    }

    private static final String CONTRAST =
            """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const rgba = (css) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = css;
                canvas.fillRect(0, 0, 1, 1);
                const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
                return [r, g, b, a / 255];
              };
              const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3])).concat(1);
              const ground = (element) => {
                const layers = [];
                for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
                return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
              };
              const light = (c) => {
                const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const bad = [];
              for (const element of document.body.querySelectorAll('*')) {
                const words = [...element.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim());
                if (!words || element.closest('svg, .unseen, .skip') || !element.checkVisibility()) continue;
                const below = ground(element);
                const front = over(rgba(getComputedStyle(element).color), below);
                const [a, b] = [light(front), light(below)].sort((x, y) => y - x);
                const ratio = (a + 0.05) / (b + 0.05);
                if (ratio < 4.5) bad.push(`${element.className || element.tagName} ${ratio.toFixed(2)} "${element.textContent.trim().slice(0, 30)}"`);
              }
              return bad.join('\\n');
            })()
            """;

    private static final String NAMES =
            """
            (() => {
              const bad = [];
              const check = (fine, words) => { if (!fine) bad.push(words); };
              check(document.documentElement.lang === 'en', 'no language');
              check(document.querySelectorAll('main').length === 1, 'not one main');
              check(document.querySelectorAll('h1').length === 1, 'not one h1');
              check(document.querySelector('a.skip'), 'no way past the banner');
              let level = 1;
              for (const h of document.querySelectorAll('h1, h2, h3')) {
                const own = Number(h.tagName[1]);
                check(own <= level + 1, 'a level is left out: ' + h.textContent);
                level = own;
              }
              for (const e of document.querySelectorAll('a[href], button, summary')) {
                check((e.getAttribute('aria-label') || e.textContent).trim(), 'no name: ' + e.outerHTML.slice(0, 80));
              }
              for (const e of document.querySelectorAll('input:not([type=hidden]), select')) {
                check(e.labels && e.labels.length, 'no label: ' + e.outerHTML.slice(0, 80));
              }
              for (const e of document.querySelectorAll('img')) check(e.hasAttribute('alt'), 'no alt');
              const navs = [...document.querySelectorAll('nav')].map((n) => n.getAttribute('aria-label'));
              check(navs.every((n) => n) && new Set(navs).size === navs.length, 'navs without names of their own');
              const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
              check(new Set(ids).size === ids.length, 'an id twice');
              return bad.join('\\n');
            })()
            """;
}
