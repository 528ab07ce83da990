/** Who calls, and what each role may call. */
package io.mypay.kit.auth;
