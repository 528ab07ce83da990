/**
 * Saying no: what is refused, and how a caller is told. JDK only, so that the language may use it.
 */
package io.mypay.kit.refusal;
