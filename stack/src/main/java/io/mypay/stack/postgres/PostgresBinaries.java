package io.mypay.stack.postgres;

import io.mypay.stack.Folders;
import io.mypay.stack.process.StartFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the jar that the build fetched for this machine. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Gives the folder that holds bin/, lib/ and share/. Safe when several JVMs ask at once. */
    static synchronized Path unpacked(Path jar) {
        Path folder = jar.resolveSibling("unpacked");
        if (isCurrent(folder, jar)) {
            return folder;
        }
        // Two JVMs must not unpack over each other: the second one waits and finds the work done.
        try (FileChannel channel =
                        FileChannel.open(
                                jar.resolveSibling("unpack.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!isCurrent(folder, jar)) {
                replace(folder, jar);
            }
            return folder;
        } catch (IOException e) {
            throw new StartFailed("cannot unpack PostgreSQL from " + jar, e);
        }
    }

    private static boolean isCurrent(Path folder, Path jar) {
        try {
            Path mark = folder.resolve("unpacked-from");
            return Files.exists(mark) && Files.readString(mark).equals(fingerprint(jar));
        } catch (IOException e) {
            throw new StartFailed("cannot read " + folder, e);
        }
    }

    private static String fingerprint(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = archive(file);
            return archive.getName() + " " + archive.getSize() + " " + archive.getCrc();
        }
    }

    private static JarEntry archive(JarFile jar) throws IOException {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new IOException("no .txz archive in " + jar.getName()));
    }

    private static void replace(Path folder, Path jar) throws IOException {
        Path fresh = Files.createTempDirectory(jar.getParent(), "unpacking");
        try (JarFile file = new JarFile(jar.toFile());
                InputStream raw = new BufferedInputStream(file.getInputStream(archive(file)));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(tar, entry, fresh);
            }
        }
        Files.writeString(fresh.resolve("unpacked-from"), fingerprint(jar));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Folders.delete(folder);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("an entry outside of its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
        boolean isProgram = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
