package io.mypay.stack;

import io.mypay.stack.process.StartFailed;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder MyPay was checked out into, and where its build leaves what the stack runs. */
public record Home(Path root) {

    /**
     * As the system property {@code mypay.home} says, else the nearest folder above that holds the
     * stack.
     */
    public static Home find() {
        String told = System.getProperty("mypay.home");
        if (told != null) {
            return new Home(Path.of(told).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("stack/src/main/resources/topics.txt"))) {
                return new Home(folder);
            }
        }
        throw new StartFailed("not inside a MyPay checkout; set -Dmypay.home=<its folder>");
    }

    public Path kafkaLib() {
        return built("stack/kafka/target/lib");
    }

    public Path postgresJar() {
        return built("stack/target/postgres/postgres.jar");
    }

    public Path buf() {
        return built("target/tools/buf");
    }

    /** The native executable of a Quarkus module, built with -Dnative. */
    public Path executable(String module) {
        return built(module + "/target/" + module + "-runner");
    }

    /** The runnable jar of a Quarkus module. */
    public Path application(String module) {
        return built(module + "/target/quarkus-app/quarkus-run.jar");
    }

    /**
     * Where a JVM keeps what it learns of a Quarkus module's classes, so that its next start is
     * quicker; of no use after another build.
     */
    Path classArchive(String module) {
        return root.resolve(module).resolve("target").resolve(module + ".jsa");
    }

    /** The journeys' class path. */
    public String journeys() {
        return built("e2e/target/classes") + ":" + root.resolve("e2e/target/lib") + "/*";
    }

    private Path built(String path) {
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            throw new StartFailed(file + " is missing: build it with ./mvnw package -DskipTests");
        }
        return file;
    }

    /** The java of the JDK we run on. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
