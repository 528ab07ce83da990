/** Secrets at rest. */
package io.mypay.kit.crypto;
