/**
 * Logging in: with an email and a password, or as a service with its secret. Wrong passwords in a
 * row lock an email for a while, whether anybody has it or not; what a login hands out comes from
 * {@code token}. The staff's login is set by the environment.
 */
package io.mypay.membership.login;
