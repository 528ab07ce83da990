/** Work that nobody waits for: taken up after a crash, detached from its caller, woken at will. */
package io.mypay.kit.sweep;
