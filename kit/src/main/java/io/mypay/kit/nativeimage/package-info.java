/** What a native image has to be told; nothing here runs in a service. */
package io.mypay.kit.nativeimage;
