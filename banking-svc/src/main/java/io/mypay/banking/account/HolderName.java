package io.mypay.banking.account;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an account's holder. Banks and people write the same name with other spaces, other
 * case or other Unicode forms of it, so {@link #isSameAs} compares what is left without those.
 */
public record HolderName(String value) {
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    public HolderName {
        value = value.strip();
        if (value.isEmpty()) {
            throw new Refused(new Common.InvalidField("holder_name", "must not be blank"));
        }
    }

    public boolean isSameAs(HolderName other) {
        return normal().equals(other.normal());
    }

    private String normal() {
        var composed = Normalizer.normalize(value, Normalizer.Form.NFKC);
        return SPACES.matcher(composed).replaceAll(" ").strip().toUpperCase(Locale.ROOT);
    }

    /** A name is nobody's business in a log. */
    @Override
    public String toString() {
        return "HolderName";
    }
}
