package io.mypay.kit.queuelog;

import java.util.Set;

/** CloudEvents 1.0 attributes as Kafka headers in binary mode. */
final class CloudEvents {
    static final String SPEC = "ce_specversion";
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String TIME = "ce_time";
    static final String SUBJECT = "ce_subject";
    static final Set<String> ALL = Set.of(SPEC, ID, TYPE, SOURCE, TIME, SUBJECT);

    private CloudEvents() {}
}
