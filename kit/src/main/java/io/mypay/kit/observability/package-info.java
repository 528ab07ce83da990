/** How a service can be watched: traces. */
package io.mypay.kit.observability;
