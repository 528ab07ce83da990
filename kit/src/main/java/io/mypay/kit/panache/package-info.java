/**
 * The same outbox and the same memory of requests for contexts on Hibernate Reactive Panache. A
 * service that uses them declares the extension; for all others these classes are not there.
 */
package io.mypay.kit.panache;
