package io.mypay.kit.grpc;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

/**
 * Tries lost neighbours again every second. By itself a channel waits longer and longer, up to two
 * minutes, in which every call would fail although the neighbour is back.
 */
@ApplicationScoped
public class Reconnection {
    private final Instance<Channel> channels;

    Reconnection(@Any Instance<Channel> channels) {
        this.channels = channels;
    }

    @Scheduled(every = "1s", delayed = "1s")
    void reconnect() {
        for (var channel : channels) {
            if (channel instanceof ManagedChannel managed
                    && managed.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
                managed.resetConnectBackoff();
            }
        }
    }
}
