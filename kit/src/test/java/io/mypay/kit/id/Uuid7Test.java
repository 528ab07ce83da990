package io.mypay.kit.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Uuid7Test {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00.123456Z");

    @Test
    void an_id_is_of_version_7_and_tells_its_millisecond() {
        var id = Uuid7.next(AT);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Uuid7.timeOf(id)).isEqualTo(Instant.parse("2026-03-01T09:00:00.123Z"));
    }

    @Test
    void ids_sort_by_the_microseconds_they_were_made_at() {
        var previous = Uuid7.next(AT).toString();
        for (var micro = 1; micro < 2_000; micro++) {
            var id = Uuid7.next(AT.plusNanos(micro * 1_000L)).toString();
            assertThat(id).isGreaterThan(previous);
            previous = id;
        }
    }

    @Test
    void ids_of_one_instant_differ() {
        var ids = new HashSet<UUID>();
        for (var i = 0; i < 10_000; i++) {
            ids.add(Uuid7.next(AT));
        }
        assertThat(ids).hasSize(10_000);
    }

    @Test
    void a_step_of_a_saga_always_has_the_same_id_at_the_sagas_own_time() {
        var saga = Uuid7.next(AT);
        var hold = Uuid7.derive(saga, "hold");
        assertThat(hold).isEqualTo(Uuid7.derive(saga, "hold"));
        assertThat(hold).isNotEqualTo(Uuid7.derive(saga, "capture")).isNotEqualTo(saga);
        assertThat(hold).isNotEqualTo(Uuid7.derive(Uuid7.next(AT), "hold"));
        assertThat(hold.version()).isEqualTo(7);
        assertThat(hold.variant()).isEqualTo(2);
        assertThat(Uuid7.timeOf(hold)).isEqualTo(Uuid7.timeOf(saga));
    }

    @Test
    void derived_ids_never_change_because_neighbours_remember_them() {
        var saga = UUID.fromString("019ca7a6-0a7b-7abc-9def-0123456789ab");
        assertThat(Uuid7.derive(saga, "hold")).hasToString("019ca7a6-0a7b-7725-9732-1c1953e51e9e");
    }

    @Test
    void a_membership_id_is_read_back_from_its_text() {
        var id = new MembershipId(Uuid7.next(AT));
        assertThat(MembershipId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "x", "019ca7a6-0a7b-7abc-9def-0123456789ag"})
    void what_is_no_uuid_is_refused_with_its_field(String text) {
        assertThatThrownBy(() -> MembershipId.parse("to.membership_id", text))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(
                                                new Common.InvalidField(
                                                        "to.membership_id", "must be a UUID")));
    }
}
