package io.mypay.kit.gate;

/** What a question that was let through tells about the one who was asked. */
public enum Verdict {
    ANSWERED,
    SILENT,
    /** It turned out that there was nothing to ask, or nobody waited for the answer. */
    NOT_ASKED
}
