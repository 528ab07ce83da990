/**
 * Neighbours as the services' tests play them.
 *
 * <p>A fake implements a service's {@code AsyncService} and never extends its {@code ImplBase}: in
 * the tests of the service it plays, Quarkus would take it for the service under test.
 */
package io.mypay.kit.testing.neighbour;
