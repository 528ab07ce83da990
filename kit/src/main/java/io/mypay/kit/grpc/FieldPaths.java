package io.mypay.kit.grpc;

import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;

/** Paths of fields as callers write them: {@code transfers[2].amount.minor_units}. */
final class FieldPaths {
    private FieldPaths() {}

    static String text(FieldPath path) {
        var text = new StringBuilder();
        for (var element : path.getElementsList()) {
            if (!text.isEmpty()) {
                text.append('.');
            }
            text.append(element.getFieldName()).append(subscript(element));
        }
        return text.toString();
    }

    private static String subscript(FieldPathElement element) {
        return switch (element.getSubscriptCase()) {
            case INDEX -> "[" + element.getIndex() + "]";
            case BOOL_KEY -> "[" + element.getBoolKey() + "]";
            case INT_KEY -> "[" + element.getIntKey() + "]";
            case UINT_KEY -> "[" + Long.toUnsignedString(element.getUintKey()) + "]";
            case STRING_KEY -> "[\"" + element.getStringKey() + "\"]";
            case SUBSCRIPT_NOT_SET -> "";
        };
    }
}
