package io.mypay.stack.kafka;

/**
 * A further port of the broker, for clients who reach it over a relay: the broker sends each client
 * back to the address it advertises on the port where the client came in.
 *
 * @param name unique; letters, digits and underscores
 * @param port where the broker listens
 * @param advertised the relay's port
 */
public record Listener(String name, int port, int advertised) {}
