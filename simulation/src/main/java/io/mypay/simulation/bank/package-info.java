/** The bank outside: a model of its own, which nothing of MyPay's is in. */
package io.mypay.simulation.bank;
