package io.mypay.payment.commission;

import io.mypay.kit.id.MembershipId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which rate holds for a merchant at an instant. */
@ApplicationScoped
public class Rates {
    private final RateStore store;
    private final Rate unset;

    Rates(
            RateStore store,
            @ConfigProperty(name = "mypay.payment.default-commission-basis-points") int unset) {
        this.store = store;
        this.unset = new Rate(unset);
    }

    /** The merchant's own, else the default one, else the one configured for when none was set. */
    public Uni<Rate> at(SqlConnection tx, MembershipId merchant, Instant instant) {
        return store.at(tx, merchant, instant).map(found -> found.orElse(unset));
    }
}
