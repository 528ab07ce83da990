package io.mypay.stack;

import io.mypay.stack.process.Guardian;
import io.mypay.stack.process.StartFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that come and go with a stack. */
public final class Folders {
    private Folders() {}

    /**
     * A new folder that is deleted when it is closed by its owner, at the latest when this JVM has
     * ended.
     */
    public static Path temporary(String name) {
        try {
            Path folder = Files.createTempDirectory("mypay-" + name + "-");
            Guardian.get().temporary(folder);
            return folder;
        } catch (IOException e) {
            throw new StartFailed("cannot make a temporary folder", e);
        }
    }

    /** Deletes the folder and all in it; nothing happens if it is not there. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** Deletes all but the newest folders in the given one. */
    static void keepNewest(Path parent, int count) {
        if (!Files.exists(parent)) {
            return;
        }
        try (Stream<Path> folders = Files.list(parent)) {
            Comparator<Path> newestFirst =
                    Comparator.comparingLong((Path path) -> path.toFile().lastModified())
                            .reversed();
            folders.sorted(newestFirst).skip(count).forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + parent, e);
        }
    }
}
