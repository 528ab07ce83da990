package io.mypay.stack.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes a data folder belong to one JVM at a time. The kernel releases it with the process, so it
 * cannot become stale, and whoever holds it knows that anything still running in the folder is an
 * orphan.
 */
public final class FolderLock implements AutoCloseable {
    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    public static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("owner.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartFailed(folder + " is in use by a running stack");
            }
            return new FolderLock(lock);
        } catch (IOException e) {
            throw new StartFailed("cannot lock " + folder + ": " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new StartFailed("cannot unlock a data folder", e);
        }
    }
}
