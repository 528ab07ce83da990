/**
 * Runs: the settlement of one business date, from its close to the last payout.
 *
 * <p>A run is divided into chunks of merchants, which any number of instances lease and take
 * through the run's phases; a run goes on to its next phase when no chunk is left in the one
 * before. What a crash left is taken up by the sweeps.
 */
package io.mypay.settlement.run;
