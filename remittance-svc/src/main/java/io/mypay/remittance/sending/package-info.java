/**
 * The remittance: from the request to its end, a saga that survives everything.
 *
 * <p>{@link io.mypay.remittance.sending.Remittance} holds the states and every rule of what follows
 * what. {@link io.mypay.remittance.sending.Steps} asks the neighbour that the state calls for,
 * {@link io.mypay.remittance.sending.Sagas} writes down what was learned and goes on. Whoever makes
 * a transition drives the next step; what nobody drives any more, the sweeper takes up.
 */
package io.mypay.remittance.sending;
