/**
 * {@code ./mypay chaos}: everything twice, a mixed load of all journeys, a seeded schedule of
 * faults, and in the end the question whether anything was lost or done twice.
 */
package io.mypay.e2e.chaos;
