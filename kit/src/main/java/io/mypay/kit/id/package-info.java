/** Identifiers: how they are made, read and derived. */
package io.mypay.kit.id;
