/** Changes as PostgreSQL tells them, for the relay and for the Watch RPCs. */
package io.mypay.kit.watch;
