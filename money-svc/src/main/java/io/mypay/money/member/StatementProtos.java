package io.mypay.money.member;

import com.google.protobuf.UnsafeByteOperations;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.ledger.Period;
import io.mypay.money.v1.ExportStatementRequest;
import io.mypay.money.v1.ExportStatementResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Statements between their messages and the language. */
final class StatementProtos {
    private StatementProtos() {}

    /** Days are those of Asia/Seoul; the last one belongs to the period as a whole. */
    static Period period(ExportStatementRequest request) {
        var from = from(request);
        var to = to(request);
        if (!from.isBefore(to)) {
            throw refused(request, "must lie after the beginning of the period");
        }
        if (from.plus(Period.MAX).isBefore(to)) {
            throw refused(request, "must lie at most 366 days after the beginning of the period");
        }
        return new Period(from, to);
    }

    static ExportStatementResponse response(String piece) {
        var bytes = piece.getBytes(StandardCharsets.UTF_8);
        return ExportStatementResponse.newBuilder()
                .setChunk(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
    }

    private static Instant from(ExportStatementRequest request) {
        return request.hasFromTime()
                ? Protos.instant("from_time", request.getFromTime())
                : Protos.date("from_date", request.getFromDate())
                        .atStartOfDay(StatementFile.ZONE)
                        .toInstant();
    }

    private static Instant to(ExportStatementRequest request) {
        return request.hasToTime()
                ? Protos.instant("to_time", request.getToTime())
                : Protos.date("to_date", request.getToDate())
                        .plusDays(1)
                        .atStartOfDay(StatementFile.ZONE)
                        .toInstant();
    }

    private static Refused refused(ExportStatementRequest request, String description) {
        var field = request.hasToTime() ? "to_time" : "to_date";
        return new Refused(new Common.InvalidField(field, description));
    }
}
