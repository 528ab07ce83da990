package io.mypay.membership;

import com.google.type.PostalAddress;
import io.mypay.kit.testing.TestClient;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.mypay.membership.v1.LoginRequest;
import io.mypay.membership.v1.LoginResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MembershipServiceGrpc;
import java.util.UUID;

/** Who the tests are about. */
public final class People {
    public static final String PASSWORD = "correct horse battery";

    private People() {}

    public static String anEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    public static CreateMembershipRequest.Builder aPerson(String email) {
        return CreateMembershipRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setKind(MembershipKind.MEMBERSHIP_KIND_PERSON)
                .setName("홍길동")
                .setEmail(email)
                .setPassword(PASSWORD)
                .setAddress(
                        PostalAddress.newBuilder()
                                .setRegionCode("KR")
                                .setPostalCode("06236")
                                .setLocality("Seoul")
                                .setSublocality("Gangnam-gu")
                                .addAddressLines("Teheran-ro 1"));
    }

    public static CreateMembershipRequest.Builder aMerchant(String email) {
        return aPerson(email)
                .setKind(MembershipKind.MEMBERSHIP_KIND_MERCHANT)
                .setName("Han River Coffee");
    }

    public static MembershipServiceGrpc.MembershipServiceBlockingStub anybody() {
        return TestClient.anonymous().stub(MembershipServiceGrpc::newBlockingStub);
    }

    public static AuthServiceGrpc.AuthServiceBlockingStub auth() {
        return TestClient.anonymous().stub(AuthServiceGrpc::newBlockingStub);
    }

    public static Membership signUp(CreateMembershipRequest.Builder request) {
        return anybody().createMembership(request.build()).getMembership();
    }

    public static LoginResponse login(String email, String password) {
        return auth().login(
                        LoginRequest.newBuilder().setEmail(email).setPassword(password).build());
    }

    public static MembershipServiceGrpc.MembershipServiceBlockingStub with(String accessToken) {
        return TestClient.withToken(accessToken).stub(MembershipServiceGrpc::newBlockingStub);
    }
}
