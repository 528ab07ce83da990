package io.mypay.kit.architecture.sound.purse;

import io.mypay.kit.money.Money;
import java.time.Instant;

/** Language: the JDK and money only. */
public record Purse(Money content, Instant at) {}
