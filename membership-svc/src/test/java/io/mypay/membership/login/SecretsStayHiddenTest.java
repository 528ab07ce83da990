package io.mypay.membership.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SecretsStayHiddenTest {
    @Test
    void no_secret_and_no_personal_data_shows_in_a_text() {
        assertThat(new Password("hunter2hunter2")).asString().doesNotContain("hunter2");
        assertThat(Email.typed("Hong@Example.com")).asString().doesNotContainIgnoringCase("hong");
        assertThat(new PasswordHash("$2b$04$" + "x".repeat(53))).asString().doesNotContain("xxx");
    }

    @Test
    void an_email_is_the_same_in_any_case() {
        assertThat(Email.typed("Hong@Example.COM")).isEqualTo(new Email("hong@example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Email("Hong@example.com"));
    }

    @Test
    void what_bcrypt_would_cut_off_is_refused() {
        assertThat(new Password("가".repeat(24)).bytes()).hasSize(72);
        assertThatIllegalArgumentException().isThrownBy(() -> new Password("가".repeat(24) + "a"));
    }
}
