/**
 * What staff does with the messages of a service: look at them, replay them, dismiss dead letters.
 * Served by every service for its own queue_log, since nobody reads another's database.
 */
package io.mypay.kit.operation;
