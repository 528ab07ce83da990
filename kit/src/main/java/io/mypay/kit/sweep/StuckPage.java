package io.mypay.kit.sweep;

import io.mypay.type.v1.Stuck;
import java.util.List;

/**
 * A page of what is stuck.
 *
 * @param nextPageToken empty on the last page
 */
public record StuckPage(List<Stuck> stuck, String nextPageToken) {
    public StuckPage {
        stuck = List.copyOf(stuck);
    }
}
