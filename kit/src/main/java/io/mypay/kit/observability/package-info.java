/** How a service can be watched: traces and logs. */
package io.mypay.kit.observability;
