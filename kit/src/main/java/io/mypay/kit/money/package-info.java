/** Amounts of money, exact and typed. */
package io.mypay.kit.money;
