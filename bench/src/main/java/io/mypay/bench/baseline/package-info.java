/**
 * The baseline: what a competent team writes first, on the same PostgreSQL with the same
 * durability. Whatever would make it slower than it has to be is left out.
 */
package io.mypay.bench.baseline;
