package io.mypay.banking.firmbanking;

import java.time.Instant;

/** Why a command was not sent, and when that was found. */
record Why(String reason, Instant at) {}
