package io.mypay.stack;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where and how a stack runs. Several stacks run beside each other if their folders and ports
 * differ.
 *
 * @param folder data, logs, secrets and the state file
 * @param temporary the folder is deleted when the stack is stopped
 * @param fresh what an earlier run left in the folder is deleted first
 * @param report receives one line per event worth telling a person
 */
public record StackOptions(
        Home home,
        Path folder,
        Ports ports,
        boolean temporary,
        boolean fresh,
        Consumer<String> report) {

    /** Everything new, on free ports, in a folder that goes away again. */
    public static StackOptions temporary(Consumer<String> report) {
        return new StackOptions(
                Home.find(), Folders.temporary("stack"), Ports.free(), true, true, report);
    }

    /** Data that survives restarts, in the given folder. */
    public static StackOptions persistent(Path folder, Ports ports, Consumer<String> report) {
        return new StackOptions(Home.find(), folder.toAbsolutePath(), ports, false, false, report);
    }

    public StackOptions startingFresh() {
        return new StackOptions(home, folder, ports, temporary, true, report);
    }
}
