package io.mypay.kit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.id.Uuid7;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @Test
    void a_token_gives_back_the_key_it_was_made_of_to_the_nanosecond() {
        var at = Instant.parse("2026-03-01T09:00:00.123456789Z");
        var id = Uuid7.next(at);
        var text = PageToken.of(at, id, 42L, "004").encode();
        var token = PageToken.parse(text, 4).orElseThrow();
        assertThat(token.instant(0)).isEqualTo(at);
        assertThat(token.uuid(1)).isEqualTo(id);
        assertThat(token.number(2)).isEqualTo(42);
        assertThat(token.text(3)).isEqualTo("004");
        assertThat(text).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void no_token_is_the_first_page() {
        assertThat(PageToken.parse("", 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!!", "AAAA", "Mh9h", "/w"})
    void what_no_list_gave_is_refused(String token) {
        assertInvalid(() -> PageToken.parse(token, 1));
    }

    @Test
    void a_token_of_another_list_is_refused() {
        var token = PageToken.of("not a time").encode();
        assertInvalid(() -> PageToken.parse(token, 2));
        assertInvalid(() -> PageToken.parse(token, 1).orElseThrow().instant(0));
        assertInvalid(() -> PageToken.parse(token, 1).orElseThrow().uuid(0));
        assertInvalid(() -> PageToken.parse(token, 1).orElseThrow().number(0));
    }

    @ParameterizedTest
    @CsvSource({"0, 50", "1, 1", "1000, 1000", "5000, 1000"})
    void a_page_holds_what_was_asked_for_within_bounds(int requested, int size) {
        assertThat(PageSize.of(requested).value()).isEqualTo(size);
    }

    @Test
    void a_negative_page_size_is_refused() {
        assertThatThrownBy(() -> PageSize.of(-1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("page_size");
    }

    private static void assertInvalid(ThrowingCallable parsing) {
        assertThatThrownBy(parsing)
                .isInstanceOfSatisfying(
                        Refused.class,
                        it -> assertThat(it.refusal()).isEqualTo(new Common.PageTokenInvalid()));
    }
}
