package io.mypay.stack;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where and how a stack runs. Several stacks run beside each other if their folders and ports
 * differ.
 *
 * @param folder data, secrets and the state file
 * @param logs one file per process; for a temporary stack outside of its folder, so that they can
 *     be read afterwards
 * @param temporary the folder is deleted when the stack is stopped
 * @param fresh what an earlier run left in the folder is deleted first
 * @param shape which services run, and how
 * @param report receives one line per event worth telling a person
 */
public record StackOptions(
        Home home,
        Path folder,
        Path logs,
        Ports ports,
        boolean temporary,
        boolean fresh,
        Shape shape,
        Consumer<String> report) {
    private static final int LOG_FOLDERS_KEPT = 5;

    /**
     * Everything new, on free ports, in a folder that goes away again; the logs of the last few
     * stay in target/logs.
     */
    public static StackOptions temporary(Consumer<String> report) {
        Home home = Home.find();
        Path folder = Folders.temporary("stack");
        Path all = home.root().resolve("target/logs");
        Folders.keepNewest(all, LOG_FOLDERS_KEPT - 1);
        Path logs = all.resolve(folder.getFileName());
        return new StackOptions(home, folder, logs, Ports.free(), true, true, Shape.WHOLE, report);
    }

    /** Data that survives restarts, in the given folder. */
    public static StackOptions persistent(Path folder, Ports ports, Consumer<String> report) {
        Path absolute = folder.toAbsolutePath();
        return new StackOptions(
                Home.find(),
                absolute,
                absolute.resolve("logs"),
                ports,
                false,
                false,
                Shape.WHOLE,
                report);
    }

    public StackOptions startingFresh() {
        return new StackOptions(home, folder, logs, ports, temporary, true, shape, report);
    }

    /** With one service as a native executable, which must have been built. */
    public StackOptions natively(String service) {
        return shaped(shape.natively(service));
    }

    public StackOptions shaped(Shape other) {
        return new StackOptions(home, folder, logs, ports, temporary, fresh, other, report);
    }

    Path log(String process) {
        return logs.resolve(process + ".log");
    }
}
