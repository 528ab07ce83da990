/**
 * A deterministic simulation of MyPay: schedules of what people do and what goes wrong, each made
 * of one seed, run through the languages of the services, and proven at the end.
 */
package io.mypay.simulation;
