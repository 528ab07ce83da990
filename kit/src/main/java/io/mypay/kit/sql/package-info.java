/**
 * PostgreSQL: transactions on the writer, queries on the reader, and its failures in our words.
 *
 * <p>Kit's tables are migrated from {@code db/kit}, whose versions are below 1, before a service's
 * own from {@code db/migration}.
 */
package io.mypay.kit.sql;
