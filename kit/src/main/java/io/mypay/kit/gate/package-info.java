/** The way to somebody outside: so many at once, and nobody while it stays silent. */
package io.mypay.kit.gate;
