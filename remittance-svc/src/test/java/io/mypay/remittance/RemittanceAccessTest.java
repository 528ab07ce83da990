package io.mypay.remittance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.testing.Allowed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemittanceAccessTest {

    @ParameterizedTest
    @CsvSource({
        "RequestRemittance, MEMBER",
        "GetRemittance, CX MEMBER STAFF",
        "ListRemittances, CX MEMBER STAFF",
        "WatchRemittance, CX MEMBER STAFF",
        "ListStuckRemittances, STAFF",
    })
    void these_roles_and_no_others_may_call(String method, String roles) {
        var access = RemittanceAccess.table().of("mypay.remittance.v1.RemittanceService/" + method);

        assertThat(Allowed.roles(access)).isEqualTo(roles);
        assertThat(access.allows(Caller.ANONYMOUS)).isFalse();
    }
}
