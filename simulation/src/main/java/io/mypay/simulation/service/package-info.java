/**
 * The services as they work: their own languages decide, and what stands in their use cases, stores
 * and SQL (who asks whom, what is one transaction, which lease) is modelled here after them, class
 * by class.
 */
package io.mypay.simulation.service;
