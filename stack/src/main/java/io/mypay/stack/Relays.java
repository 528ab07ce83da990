package io.mypay.stack;

import io.mypay.stack.kafka.Listener;
import io.mypay.stack.network.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The network of one stack: which ports its links lead to. A service's lead to every process of it,
 * Kafka's to a listener of the caller's own, because a broker tells its clients where to come back.
 */
final class Relays implements AutoCloseable {
    private static final String KAFKA = "kafka";

    private final Ports ports;
    private final Processes processes;
    private final Network network = new Network(this::listening);
    private final Map<String, Integer> kafkaPorts = new TreeMap<>();

    Relays(Ports ports, Shape shape, Processes processes) {
        this.ports = ports;
        this.processes = processes;
        Service.MYPAY.stream()
                .filter(shape::has)
                .flatMap(service ->
                        IntStream.rangeClosed(1, Instance.MAX)
                                .mapToObj(number -> new Instance(service, number)))
                .forEach(instance -> kafkaPorts.put(instance.name(), FreePorts.next()));
    }

    Network network() {
        return network;
    }

    int port(String from, String to) {
        return network.link(from, to).port();
    }

    List<Listener> kafkaListeners() {
        return kafkaPorts.entrySet().stream()
                .map(own ->
                        new Listener(
                                own.getKey().toUpperCase(Locale.ROOT).replace('-', '_'),
                                own.getValue(),
                                port(own.getKey(), KAFKA)))
                .toList();
    }

    private List<Integer> listening(String from, String to) {
        if (to.equals(KAFKA)) {
            return List.of(kafkaPorts.getOrDefault(from, ports.of(KAFKA)));
        }
        return processes.all().stream()
                .map(process -> process.launch().name())
                .filter(name -> name.equals(to) || isAnother(name, to))
                .map(ports::of)
                .toList();
    }

    private static boolean isAnother(String process, String service) {
        var another = Ports.ANOTHER.matcher(process);
        return another.matches() && another.group("service").equals(service);
    }

    @Override
    public void close() {
        network.close();
    }
}
