/**
 * The load generator: many unary calls in flight on few connections, each answered call making room
 * for the next. It shares two cores with what it measures, so its own cost per call counts:
 * requests are templates with the bytes that change filled in, and everything happens on the event
 * loops.
 */
package io.mypay.bench.load;
