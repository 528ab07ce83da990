/**
 * What keeps a login alive: refresh tokens, each of which works once and is followed by the next of
 * its family. An old one that comes back means that someone copied it, so the whole family ends.
 * Only hashes are kept.
 */
package io.mypay.membership.token;
