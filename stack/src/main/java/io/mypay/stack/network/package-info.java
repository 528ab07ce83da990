/**
 * A network between the processes of a stack that can be broken: every way from one to another is a
 * relay in the stack's own process, which is cut, or held in one direction, and healed again.
 */
package io.mypay.stack.network;
