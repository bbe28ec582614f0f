package dev.minijenkin.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgeAddressTest {
    @Test
    void itIsTheHostThatARepositoryIsFetchedFrom() {
        Map.of(
                        "https://github.com/team/shop.git", "https://github.com",
                        "https://ana:secret@Forge.example:8443/team/shop",
                                "https://forge.example:8443",
                        "http://localhost:3000/team/shop.git", "http://localhost:3000",
                        "git@gitlab.example:team/shop.git", "https://gitlab.example",
                        "forge:team/shop.git", "https://forge",
                        "ssh://git@forge.example:2222/team/shop.git", "https://forge.example")
                .forEach((url, address) ->
                        assertThat(ForgeAddress.of(url)).as(url).isEqualTo(address));
    }

    @Test
    void ofAFolderItIsThePublicOne() {
        for (String url :
                new String[] {"/srv/git/shop.git", "file:///srv/git/shop.git", "C:\\git\\shop"}) {
            assertThat(ForgeAddress.of(url)).as(url).isEqualTo("https://github.com");
        }
    }
}
