/**
 * The keys that sign access tokens, and the tokens signed with them. A key is published before it
 * signs and stays published until the last token it signed has ended, so a rotation disturbs
 * nobody; several instances agree by a lock in the database. The public halves are served as JWKS.
 */
package io.mypay.membership.key;
