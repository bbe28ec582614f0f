package dev.minijenkin.workflow.plan.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretNamesTest {
    @Test
    void namesAreFoundWhereverAnExpressionHasThem() {
        assertThat(
                        SecretNames.in(
                                List.of(
                                        "echo ${{ secrets.First }} ${{ secrets['second'] }}",
                                        "${{ format('{0}', SECRETS.third || vars.x) }}",
                                        "${{ matrix[secrets.fourth] }}")))
                .isEqualTo(new SecretNames(false, List.of("FIRST", "FOURTH", "SECOND", "THIRD")));
    }

    @Test
    void whoeverNeedsAllOrCannotSayGetsAll() {
        for (String text :
                List.of(
                        "${{ toJSON(secrets) }}",
                        "${{ secrets }}",
                        "${{ secrets.* }}",
                        "${{ secrets[matrix.name] }}",
                        "${{ secrets.A }} ${{ secrets[format('{0}', 'B')] }}")) {
            assertThat(SecretNames.in(List.of(text)))
                    .as(text)
                    .isEqualTo(new SecretNames(true, List.of()));
        }
    }

    @Test
    void whatOnlyLooksLikeOneIsNone() {
        assertThat(
                        SecretNames.in(
                                List.of(
                                        "echo secrets.PLAIN $secrets",
                                        "${{ 'secrets.QUOTED' }}",
                                        "${{ env.secrets }} ${{ vars.secrets.X }}",
                                        "${{ secrets.GITHUB_TOKEN }}",
                                        "${{ secrets.BROKEN",
                                        "${{ secrets.. }}")))
                .isEqualTo(SecretNames.NONE);
    }

    @Test
    void aCalledJobNeedsWhatItsCallersMakeOfTheirs() {
        SecretNames named = SecretNames.in(List.of("${{ secrets.TOKEN }}"));
        PassedSecrets outer =
                new PassedSecrets(Map.of("shop", "${{ secrets.SHOP_TOKEN }}"), Map.of());
        PassedSecrets inner =
                new PassedSecrets(
                        Map.of(
                                "token", "${{ secrets.shop }}-${{ secrets.other }}",
                                "unused", "${{ secrets.NEVER }}"),
                        Map.of());

        assertThat(named.through(List.of())).isEqualTo(named);
        assertThat(named.through(List.of(outer, inner)).names()).containsExactly("SHOP_TOKEN");
        assertThat(named.through(List.of(inner)).names()).containsExactly("OTHER", "SHOP");
        assertThat(named.through(List.of(outer))).isEqualTo(SecretNames.NONE);
        assertThat(new SecretNames(true, List.of()).through(List.of(inner)).names())
                .containsExactly("NEVER", "OTHER", "SHOP");
    }
}
