package io.mypay.remittance.sending;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;

/** What the sender wrote along, perhaps nothing. */
public record Memo(String text) {
    private static final int LENGTH_MAX = 100;
    private static final int NUL = 0;

    public Memo {
        if (text.codePointCount(0, text.length()) > LENGTH_MAX) {
            throw new IllegalArgumentException("a memo has at most 100 characters");
        }
    }

    /** Refuses what no text column can hold. */
    public static Memo parse(String text) {
        if (text.indexOf(NUL) >= 0) {
            throw new Refused(new Common.InvalidField("memo", "must not contain U+0000"));
        }
        return new Memo(text);
    }
}
