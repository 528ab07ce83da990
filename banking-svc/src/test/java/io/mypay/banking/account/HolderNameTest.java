package io.mypay.banking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.refusal.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolderNameTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Kim Min-su,KIM MIN-SU,true",
                " Kim  Min-su ,Kim Min-su,true",
                "Ｋｉｍ Min-su,Kim Min-su,true",
                "김민수,김민수,true",
                "Kim Min-su,Kim Minsu,false",
                "김민수,김민서,false"
            })
    void names_are_the_same_whatever_their_spaces_case_and_forms(
            String one, String other, boolean same) {
        assertThat(new HolderName(one).isSameAs(new HolderName(other))).isEqualTo(same);
    }

    @Test
    void a_blank_name_is_refused() {
        assertThatThrownBy(() -> new HolderName("   ")).isInstanceOf(Refused.class);
    }
}
