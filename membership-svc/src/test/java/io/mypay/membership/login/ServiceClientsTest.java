package io.mypay.membership.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceClientsTest {
    @Test
    void clients_are_listed_with_their_secrets() {
        assertThat(ServiceClients.parse("banking=a=b=, money=c").keySet())
                .containsExactlyInAnyOrder("banking", "money");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "money",
                "money=",
                "=s3cret",
                "money=s3cret,",
                "money=s3cret,money=other"
            })
    void a_list_that_says_something_else_stops_the_start_without_being_quoted(String list) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ServiceClients.parse(list))
                .withMessageStartingWith("MYPAY_CLIENT_SECRETS")
                .withMessageNotContaining("s3cret");
    }
}
