package io.mypay.money.recharge;

import java.util.List;
import java.util.Optional;

/**
 * Some of a member's recharges, newest first.
 *
 * @param last where the next page starts after; empty when there is none
 */
public record RechargePage(List<Recharge> recharges, Optional<RechargeId> last) {
    /** Of one more than the page holds, if there are so many: that one tells of a next page. */
    static RechargePage of(List<Recharge> found, int size) {
        if (found.size() <= size) {
            return new RechargePage(found, Optional.empty());
        }
        var page = List.copyOf(found.subList(0, size));
        return new RechargePage(page, Optional.of(page.getLast().id()));
    }
}
