package io.mypay.stack;

import io.mypay.stack.process.StartFailed;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The passwords and keys of one data folder: random, made when first needed, kept in a file only
 * its owner can read.
 */
final class Secrets {
    private static final int BYTES = 32;

    private final Path file;
    private final Properties known = new Properties();
    private final SecureRandom random = new SecureRandom();

    Secrets(Path file) {
        this.file = file;
        if (!Files.exists(file)) {
            return;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            known.load(reader);
        } catch (IOException e) {
            throw new StartFailed("cannot read " + file, e);
        }
    }

    String staffLogin() {
        return "staff@mypay.local";
    }

    String staffPassword() {
        return password("staff.password");
    }

    String database(Service service) {
        return password("database." + service.name());
    }

    String client(Service service) {
        return password("client." + service.name());
    }

    /** A 256-bit key in base64. */
    String key(String name) {
        return get("key." + name, () -> Base64.getEncoder().encodeToString(bytes()));
    }

    private String password(String name) {
        return get(name, () -> HexFormat.of().formatHex(bytes()));
    }

    private synchronized String get(String name, Supplier<String> fresh) {
        String value = known.getProperty(name);
        if (value == null) {
            value = fresh.get();
            known.setProperty(name, value);
            store();
        }
        return value;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private void store() {
        try {
            StringWriter text = new StringWriter();
            known.store(
                    text,
                    "Made at random for this data folder. Without them its data cannot be read.");
            OwnerOnly.write(file, text.toString());
        } catch (IOException e) {
            throw new StartFailed("cannot write " + file, e);
        }
    }
}
