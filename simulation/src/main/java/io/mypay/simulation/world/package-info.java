/**
 * What services run on, in one thread: a clock that is moved, processes that die, databases that
 * commit or roll back, calls and messages that get lost. Everything that could happen one way or
 * another is decided by {@link io.mypay.simulation.world.Dice}, so a seed is a whole history.
 */
package io.mypay.simulation.world;
