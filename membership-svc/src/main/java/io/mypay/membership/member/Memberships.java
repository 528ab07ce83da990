package io.mypay.membership.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.panache.PanacheOutbox;
import io.mypay.kit.panache.PanacheRequests;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.membership.MembershipRefusal;
import io.mypay.membership.Sha256;
import io.mypay.membership.login.Login;
import io.mypay.membership.login.Logins;
import io.mypay.membership.login.PasswordHash;
import io.mypay.membership.login.Passwords;
import io.mypay.membership.token.HolderRole;
import io.mypay.membership.v1.CreateMembershipResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Signing up and looking up. */
@ApplicationScoped
public class Memberships {
    static final String TOPIC = "mypay.membership.membership.v1";

    private final MembershipStore store;
    private final Logins logins;
    private final Passwords passwords;
    private final Database database;
    private final Clock clock = Clock.systemUTC();

    Memberships(MembershipStore store, Logins logins, Passwords passwords, Database database) {
        this.store = store;
        this.logins = logins;
        this.passwords = passwords;
        this.database = database;
    }

    /**
     * Creates the membership once, however often it is asked for.
     *
     * @param key made of everything in the request but the password
     */
    public Uni<CreateMembershipResponse> create(RequestKey key, SignUp signUp) {
        return passwords
                .hash(signUp.password(), salt(key))
                .chain(hash -> once(with(key, hash), signUp.profile(), hash))
                .onFailure(Logins::isEmailTaken)
                .transform(_ -> new Refused(new MembershipRefusal.EmailTaken()));
    }

    public Uni<Member> get(MembershipId id) {
        return find(List.of(id))
                .map(found -> found.stream().findFirst())
                .map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** Those that exist, in the order of the ids. */
    public Uni<List<Member>> find(List<MembershipId> ids) {
        return database.read(reader -> store.find(reader, ids)).map(found -> inOrder(ids, found));
    }

    private Uni<CreateMembershipResponse> once(RequestKey key, Profile profile, PasswordHash hash) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var member = Member.create(new MembershipId(Uuid7.next(now)), profile, now);
        return PanacheRequests.once(
                key,
                CreateMembershipResponse.getDefaultInstance(),
                () -> add(member, hash).replaceWith(() -> MembershipMessages.created(member)));
    }

    // The login comes first: membership refers to it.
    private Uni<Void> add(Member member, PasswordHash hash) {
        return logins.add(login(member, hash), member.createdAt())
                .chain(() -> store.add(member))
                .chain(() -> PanacheOutbox.append(created(member)));
    }

    private static Event created(Member member) {
        var id = member.id();
        return new Event(
                Uuid7.derive(id.value(), "created"),
                TOPIC,
                id.toString(),
                MembershipMessages.createdEvent(member));
    }

    private static Login login(Member member, PasswordHash hash) {
        var profile = member.profile();
        return new Login(member.id().value(), profile.email(), hash, role(profile.kind()));
    }

    private static HolderRole role(Kind kind) {
        return switch (kind) {
            case Kind.Person() -> HolderRole.MEMBER;
            case Kind.Corporation() -> HolderRole.MEMBER;
            case Kind.Merchant(var _) -> HolderRole.MERCHANT;
        };
    }

    // A salt has to be unique, not secret. This one is the same when the request comes again, and
    // so is the hash: a replay can be told from a request with another password, and nothing about
    // the password is kept that is easier to guess from than its bcrypt hash.
    private static byte[] salt(RequestKey key) {
        var digest = Sha256.of("sign-up " + key.requestId() + ' ' + key.hash());
        return Arrays.copyOf(digest, Passwords.SALT_BYTES);
    }

    private static RequestKey with(RequestKey key, PasswordHash password) {
        var hash = Sha256.hex(key.hash() + ' ' + password.value());
        return new RequestKey(key.caller(), key.method(), key.requestId(), hash, key.trailers());
    }

    private static List<Member> inOrder(List<MembershipId> ids, List<Member> found) {
        var byId = found.stream().collect(Collectors.toMap(Member::id, Function.identity()));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    private static Refused notFound(MembershipId id) {
        return new Refused(new Common.NotFound("membership", id.toString()));
    }
}
