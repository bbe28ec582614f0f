package dev.minijenkin.runner.host.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.host.container.ContainerPaths.Mount;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerPathsTest {
    private static final ContainerPaths PATHS =
            new ContainerPaths(
                    List.of(
                            Mount.alias(
                                    Path.of("/w/7/control/event.json"),
                                    "/github/workflow/event.json"),
                            Mount.of(Path.of("/w/7/control"), "/github/file_commands"),
                            Mount.readOnly(Path.of("/w/kept"), "/__a"),
                            Mount.of(Path.of("/w/7/shop"), "/__w/shop/shop")));

    @Test
    void pathsAreTranslatedWhereverTheyBeginAndEnd() {
        assertThat(PATHS.inside("/w/7/shop")).isEqualTo("/__w/shop/shop");
        assertThat(PATHS.inside("/w/7/shop/a/b:/usr/bin:/w/kept/x"))
                .isEqualTo("/__w/shop/shop/a/b:/usr/bin:/__a/x");
        assertThat(PATHS.inside("--out=/w/7/shop, '/w/7/shop'"))
                .isEqualTo("--out=/__w/shop/shop, '/__w/shop/shop'");
        assertThat(PATHS.inside("/w/7/control/event.json /w/7/control/env"))
                .isEqualTo("/github/workflow/event.json /github/file_commands/env");
        assertThat(PATHS.outside("!/__w/shop/shop/x\n/__a/y")).isEqualTo("!/w/7/shop/x\n/w/kept/y");
    }

    @Test
    void whatOnlyLooksLikeAPathStays() {
        for (String text :
                List.of("/w/7/shops", "/w/7/shop-2", "/x/w/7/shop", "a/w/7/shop", "w/7/shop", "")) {
            assertThat(PATHS.inside(text)).isEqualTo(text);
        }
    }

    @Test
    void aContainerIsGivenWhatItSharesAndSeesNothingElse() {
        assertThat(PATHS.options())
                .containsExactly(
                        "--volume",
                        "/w/7/control:/github/file_commands",
                        "--volume",
                        "/w/kept:/__a:ro",
                        "--volume",
                        "/w/7/shop:/__w/shop/shop");
        assertThat(PATHS.shows(Path.of("/w/7/shop/deep/folder"))).isTrue();
        assertThat(PATHS.shows(Path.of("/tmp"))).isFalse();
    }
}
