package io.mypay.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NUMBER = "110220333333";

    private final UUID row = UUID.randomUUID();
    private final Sealer sealer = Sealer.of(SECRET, "test");

    @Test
    void what_was_sealed_opens_again() {
        assertThat(sealer.open(sealer.seal(NUMBER, row), row)).isEqualTo(NUMBER);
    }

    @Test
    void sealed_bytes_hold_no_text_and_are_never_the_same() {
        var sealed = sealer.seal(NUMBER, row);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(NUMBER);
        assertThat(sealer.seal(NUMBER, row)).isNotEqualTo(sealed);
    }

    @Test
    void another_row_another_purpose_and_changed_bytes_do_not_open() {
        var sealed = sealer.seal(NUMBER, row);
        var changed = sealed.clone();
        changed[20] ^= 1;

        assertRefused(() -> sealer.open(sealed, UUID.randomUUID()));
        assertRefused(() -> Sealer.of(SECRET, "other").open(sealed, row));
        assertRefused(() -> sealer.open(changed, row));
        assertRefused(() -> sealer.open(new byte[0], row));
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> Sealer.of("c2hvcnQ=", "test"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(Runnable open) {
        assertThatThrownBy(open::run).isInstanceOf(IllegalStateException.class);
    }
}
