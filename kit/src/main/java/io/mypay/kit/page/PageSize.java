package io.mypay.kit.page;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;

/**
 * How many items a page holds: what was asked for, at most 1000; 50 where nothing was asked for.
 */
public record PageSize(int value) {
    private static final int DEFAULT = 50;
    private static final int MAX = 1000;

    public PageSize {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("page size " + value);
        }
    }

    public static PageSize of(int requested) {
        if (requested < 0) {
            throw new Refused(new Common.InvalidField("page_size", "must not be negative"));
        }
        return new PageSize(requested == 0 ? DEFAULT : Math.min(requested, MAX));
    }

    /** One more than the page holds: whether that row comes says whether there is a next page. */
    public int plusOne() {
        return value + 1;
    }
}
