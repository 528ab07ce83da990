package io.mypay.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files with secrets in them: readable by their owner alone, and replaced as a whole or not at all.
 */
public final class OwnerOnly {
    private OwnerOnly() {}

    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        // createTempFile makes files that only their owner can read.
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(fresh, text);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
