package io.mypay.stack.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One small shell per JVM that outlives it by a moment: it reads what to watch from a pipe, and
 * when that pipe closes, because this JVM ended or was killed, it ends every process and deletes
 * every temporary folder it was told of. No shutdown hook could do that after a kill -9.
 */
public final class Guardian {
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            watched=
            temporary=
            while read -r word first second; do
                case $word in
                watch) watched="$watched $first:$second" ;;
                forget)
                    kept=
                    for one in $watched; do
                        [ "${one%%:*}" = "$first" ] || kept="$kept $one"
                    done
                    watched=$kept
                    ;;
                signal) kill -s "$second" "$first" ;;
                temporary)
                    temporary="$temporary
            $first" ;;
                esac
            done
            for one in $watched; do kill -s "${one##*:}" "${one%%:*}"; done
            tries=0
            while [ $tries -lt 80 ]; do
                alive=
                for one in $watched; do kill -0 "${one%%:*}" && alive=yes; done
                [ -n "$alive" ] || break
                sleep 0.1
                tries=$((tries + 1))
            done
            for one in $watched; do kill -s KILL "${one%%:*}"; done
            printf '%s\\n' "$temporary" | while read -r folder; do
                [ -z "$folder" ] || rm -rf "$folder"
            done
            """;

    private static final class Holder {
        private static final Guardian ONE = new Guardian();
    }

    private final OutputStream orders;

    private Guardian() {
        try {
            orders =
                    new ProcessBuilder("/bin/sh", "-c", SCRIPT)
                            .directory(Path.of("/").toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .getOutputStream();
        } catch (IOException e) {
            throw new StartFailed("cannot start the guardian shell /bin/sh", e);
        }
    }

    public static Guardian get() {
        return Holder.ONE;
    }

    /** Deletes this folder when the JVM has ended, however it ended. */
    public void temporary(Path folder) {
        order("temporary " + folder.toAbsolutePath());
    }

    void watch(long pid, StopSignal signal) {
        order("watch " + pid + " " + signal);
    }

    void forget(long pid) {
        order("forget " + pid);
    }

    /** Java itself can only send TERM and KILL. */
    void signal(long pid, StopSignal signal) {
        order("signal " + pid + " " + signal);
    }

    private synchronized void order(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in " + line);
        }
        try {
            orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the guardian shell is gone", e);
        }
    }
}
