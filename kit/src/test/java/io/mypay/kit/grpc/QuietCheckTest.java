package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietCheckTest {
    private static final Set<String> SERVED = Set.of("a.Service/Post", "a.Service/Get");

    @Test
    void what_is_quiet_must_be_served_by_just_that_name() {
        assertThatThrownBy(() -> QuietCheck.mustBeServed(Set.of("a.Service/post"), SERVED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a.Service/post");
        assertThatCode(() -> QuietCheck.mustBeServed(Set.of("a.Service/Post"), SERVED))
                .doesNotThrowAnyException();
    }
}
