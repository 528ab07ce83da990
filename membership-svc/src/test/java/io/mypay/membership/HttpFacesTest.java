package io.mypay.membership;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.mypay.kit.testing.PlatformResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class HttpFacesTest {
    private static final String JWKS = "/.well-known/jwks.json";

    @Test
    void the_public_keys_are_served_and_nothing_private() {
        when().get(JWKS)
                .then()
                .statusCode(200)
                .contentType("application/jwk-set+json")
                .header("Cache-Control", "public, max-age=60")
                .body("keys.kty", everyItem(equalTo("EC")))
                .body("keys.crv", everyItem(equalTo("P-256")))
                .body("keys.alg", everyItem(equalTo("ES256")))
                .body("keys.use", everyItem(equalTo("sig")))
                .body("keys", everyItem(not(hasKey("d"))));
    }

    @Test
    void keys_can_only_be_read() {
        given().body("{}").when().post(JWKS).then().statusCode(405);
    }

    @Test
    void it_is_ready() {
        when().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem("token keys"));
    }

    @Test
    void rpcs_are_measured() {
        People.signUp(People.aPerson(People.anEmail()));
        when().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("mypay_rpc_seconds"))
                .body(containsString("CreateMembership"));
    }
}
