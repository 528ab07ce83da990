package io.mypay.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What runs in a stack, and how.
 *
 * @param services those that are started; PostgreSQL and Kafka always are
 * @param natives the services that run as the native executables they were built to, by name
 * @param tunings by the name of the process, "money" or "money-2"; the others run small
 * @param postgres settings that replace the stack's own, such as {@code shared_buffers=1GB}
 * @param relayed whether the processes reach each other over relays, which spread connections over
 *     all processes of a service and can be broken
 * @param learns whether the services' JVMs write archives of their classes as they end, which make
 *     the next start quicker, and this one slower where there is none yet
 */
public record Shape(
        Set<String> services,
        Set<String> natives,
        Map<String, Tuning> tunings,
        List<String> postgres,
        boolean relayed,
        boolean learns) {
    /** Every service, as small as it goes. */
    public static final Shape WHOLE =
            new Shape(
                    Service.ALL.stream().map(Service::name).collect(Collectors.toSet()),
                    Set.of(),
                    Map.of(),
                    List.of(),
                    false,
                    false);

    public Shape {
        services = Set.copyOf(services);
        natives = Set.copyOf(natives);
        tunings = Map.copyOf(tunings);
        postgres = List.copyOf(postgres);
    }

    /** With these services and no others. */
    public Shape of(Set<String> chosen) {
        return new Shape(chosen, natives, tunings, postgres, relayed, learns);
    }

    Shape natively(String service) {
        return new Shape(services, Set.of(service), tunings, postgres, relayed, learns);
    }

    public Shape tuned(String process, Tuning tuning) {
        Map<String, Tuning> all = new HashMap<>(tunings);
        all.put(process, tuning);
        return new Shape(services, natives, all, postgres, relayed, learns);
    }

    public Shape withPostgres(List<String> settings) {
        return new Shape(services, natives, tunings, settings, relayed, learns);
    }

    /** Over a network that can be broken, see {@link io.mypay.stack.network.Network}. */
    public Shape overRelays() {
        return new Shape(services, natives, tunings, postgres, true, learns);
    }

    /** For stacks that people start again and again. */
    public Shape learning() {
        return new Shape(services, natives, tunings, postgres, relayed, true);
    }

    boolean has(Service service) {
        return services.contains(service.name());
    }

    boolean isNative(Service service) {
        return natives.contains(service.name());
    }

    /** Whether it runs as every stack runs it, so that what one start learns serves the next. */
    boolean isSmall(Instance instance) {
        return !tunings.containsKey(instance.name());
    }

    Tuning tuning(Instance instance) {
        return tunings.getOrDefault(instance.name(), Tuning.small(instance.service()));
    }
}
