package io.mypay.membership.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "홍\u0000길동", "line\nbreak"})
    void a_name_says_something_on_one_line(String text) {
        assertThat(refusedField(() -> new Name(text))).isEqualTo("name");
    }

    @Test
    void a_name_has_at_most_a_hundred_characters() {
        assertThat(new Name("홍".repeat(100)).value()).hasSize(100);
        assertThat(refusedField(() -> new Name("홍".repeat(101)))).isEqualTo("name");
    }

    @Test
    void an_address_is_bounded_in_every_part() {
        var long_ = "x".repeat(201);
        assertThat(refusedField(() -> address(Map.of("locality", long_))))
                .isEqualTo("address.locality");
        assertThat(refusedField(() -> address(Map.of("sublocality", "a\u0000"))))
                .isEqualTo("address.sublocality");
        assertThat(refusedField(() -> new Address(Map.of(), List.of(long_), List.of())))
                .isEqualTo("address.address_lines");
        assertThat(
                        refusedField(() ->
                                new Address(Map.of(), List.of(), Collections.nCopies(11, "x"))))
                .isEqualTo("address.recipients");
    }

    @Test
    void an_address_comes_back_from_json_as_it_was() {
        var address =
                new Address(
                        Map.of("region_code", "KR", "sublocality", "Gangnam-gu", "locality", ""),
                        List.of("Teheran-ro 1", "2F"),
                        List.of("Hong"));
        assertThat(AddressJson.decode(AddressJson.encode(address))).isEqualTo(address);
        assertThat(address.district()).isEqualTo("Gangnam-gu");
        assertThat(address(Map.of("locality", ""))).isEqualTo(Address.NONE);
    }

    @Test
    void personal_data_does_not_show_in_a_text() {
        assertThat(new Name("Hong")).asString().doesNotContain("Hong");
        assertThat(address(Map.of("locality", "Seoul"))).asString().doesNotContain("Seoul");
    }

    private static Address address(Map<String, String> parts) {
        return new Address(parts, List.of(), List.of());
    }

    private static String refusedField(ThrowingCallable call) {
        var refused = catchThrowableOfType(Refused.class, call);
        assertThat(refused.refusal()).isInstanceOf(Common.InvalidField.class);
        return ((Common.InvalidField) refused.refusal()).field();
    }
}
