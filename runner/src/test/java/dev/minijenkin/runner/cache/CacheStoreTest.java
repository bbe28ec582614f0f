package dev.minijenkin.runner.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheStoreTest {
    private static final String MAIN = "refs/heads/main";
    private static final String SIDE = "refs/heads/side";

    @TempDir Path folder;

    @Test
    void theFirstScopeThatHasAnythingGivesTheBestOfWhatItHas() throws IOException {
        CacheStore store = new CacheStore(folder.resolve("caches"), 1000);
        keep(store, MAIN, "npm-linux-1");
        keep(store, MAIN, "npm-linux-12");
        keep(store, SIDE, "npm-old");

        assertThat(found(store, List.of(SIDE, MAIN), "npm-linux-1")).isEqualTo("npm-linux-1");
        assertThat(found(store, List.of(SIDE, MAIN), "npm-linux")).isEqualTo("npm-linux-12");
        assertThat(found(store, List.of(SIDE, MAIN), "npm-linux-3", "npm-")).isEqualTo("npm-old");
        assertThat(found(store, List.of(SIDE), "npm-linux-1")).isEmpty();
        assertThat(store.find("team/shop", List.of(MAIN), "other paths", List.of("npm-")))
                .isEmpty();
        assertThat(store.find("team/other", List.of(MAIN), "v", List.of("npm-"))).isEmpty();
    }

    @Test
    void whatWasNotUsedForLongestMakesRoom() throws IOException {
        CacheStore store = new CacheStore(folder, 25);
        Instant now = Instant.now();
        keep(store, MAIN, "a");
        keep(store, MAIN, "b");
        CacheStore.Archive a = find(store, "a");
        CacheStore.Archive b = find(store, "b");
        Files.setLastModifiedTime(a.file(), FileTime.from(now.minusSeconds(90)));
        Files.setLastModifiedTime(b.file(), FileTime.from(now.minusSeconds(60)));
        store.touch(a);
        keep(store, MAIN, "c");

        assertThat(found(store, List.of(MAIN), "a")).isEqualTo("a");
        assertThat(found(store, List.of(MAIN), "b")).isEmpty();
        assertThat(found(store, List.of(MAIN), "c")).isEqualTo("c");
    }

    @Test
    void whatIsThereIsNeverReplacedAndWhatIsTooBigIsNotKept() throws IOException {
        CacheStore store = new CacheStore(folder, 15);
        assertThat(keep(store, MAIN, "a")).isTrue();
        assertThat(keep(store, MAIN, "a")).isFalse();
        Path big = Files.write(store.unfinished("team/shop"), new byte[16]);
        assertThat(store.keep("team/shop", new CacheKey(MAIN, "v", "big"), big)).isFalse();
        assertThat(big).doesNotExist();
        assertThat(found(store, List.of(MAIN), "a")).isEqualTo("a");
    }

    @Test
    void whatWasBrokenOffIsGoneAtTheNextStart() throws IOException {
        CacheStore store = new CacheStore(folder, 100);
        keep(store, MAIN, "a");
        Path begun = Files.write(store.unfinished("team/shop"), new byte[9]);
        Path lost = Files.write(find(store, "a").file().resolveSibling("0123"), new byte[9]);

        CacheStore next = new CacheStore(folder, 100);
        assertThat(begun).doesNotExist();
        assertThat(lost).doesNotExist();
        assertThat(found(next, List.of(MAIN), "a")).isEqualTo("a");
    }

    private static boolean keep(CacheStore store, String scope, String key) throws IOException {
        Path file = Files.write(store.unfinished("team/shop"), new byte[10]);
        return store.keep("team/shop", new CacheKey(scope, "v", key), file);
    }

    private static CacheStore.Archive find(CacheStore store, String key) throws IOException {
        return store.find("team/shop", List.of(MAIN), "v", List.of(key)).orElseThrow();
    }

    private static String found(CacheStore store, List<String> scopes, String... keys)
            throws IOException {
        return store.find("Team/Shop", scopes, "v", List.of(keys))
                .map(archive -> archive.key().key())
                .orElse("");
    }
}
