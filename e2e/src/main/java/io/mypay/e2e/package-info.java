/**
 * Journeys of money through the running stack, as its users make them: over gRPC, and over HTTP
 * where the bank is concerned. {@link io.mypay.e2e.Demo} shows one of them, {@link
 * io.mypay.e2e.Seed} prepares a stack for people who try it by hand.
 */
package io.mypay.e2e;
