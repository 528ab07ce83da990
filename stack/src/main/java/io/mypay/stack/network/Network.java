package io.mypay.stack.network;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;

/** All links between the processes of one stack, made when somebody first asks for the way. */
public final class Network implements AutoCloseable {
    private final BiFunction<String, String, List<Integer>> listeners;
    private final Map<String, Link> links = new ConcurrentSkipListMap<>();

    /**
     * @param listeners the ports where somebody may listen, by the names of caller and callee;
     *     asked again for every connection
     */
    public Network(BiFunction<String, String, List<Integer>> listeners) {
        this.listeners = listeners;
    }

    /** The way from one process to another, or to all those that do its work. */
    public Link link(String from, String to) {
        return links.computeIfAbsent(
                from + " → " + to, name -> new Link(name, () -> listeners.apply(from, to)));
    }

    /** Every link there is so far, in the order of their names. */
    public Collection<Link> links() {
        return Collections.unmodifiableCollection(links.values());
    }

    public void heal() {
        links.values().forEach(Link::heal);
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
    }
}
