package aether.host;

import java.util.ArrayList;
import java.util.List;

/** Whether packets will get through. */
final class NetworkChecks {
    private static final List<String> LOSSES =
            List.of("rx_dropped", "rx_missed_errors", "rx_fifo_errors", "rx_over_errors", "rx_crc_errors");
    private static final long LEAST_SPEED_MBIT = 10_000;
    private static final long LEAST_BACKLOG = 1_000;

    private final HostTree host;
    private final HostWishes wishes;
    private final String name;
    private final String files;

    NetworkChecks(final HostTree host, final HostWishes wishes) {
        this.host = host;
        this.wishes = wishes;
        name = wishes.networkInterface();
        files = "sys/class/net/" + name + "/";
    }

    List<HostItem> all() {
        if (!wishes.ownCard().isEmpty()) {
            return List.of(
                    HostItem.pass("interface", name + " is made at the start, on card " + wishes.ownCard()),
                    receiveBuffer());
        }
        if (!host.has(files)) {
            return List.of(
                    HostItem.fail(
                            "interface",
                            name + " is not there; there are " + String.join(", ", host.names("sys/class/net")),
                            "no market data can come",
                            "correct channel.interface"),
                    receiveBuffer());
        }
        return List.of(state(), speed(), losses(), receiveBuffer(), backlog());
    }

    private HostItem state() {
        final String state = host.text(files + "operstate");
        final boolean isUp = "up".equals(state) || "unknown".equals(state);
        return isUp
                ? HostItem.pass("interface", name + " is " + ("up".equals(state) ? "up" : "there"))
                : HostItem.fail(
                        "interface", name + " is " + state, "no market data can come", "ip link set " + name + " up");
    }

    private HostItem speed() {
        final long speed = host.number(files + "speed", -1);
        if (speed >= LEAST_SPEED_MBIT) {
            return HostItem.pass("speed", speed / 1000 + " Gbit/s");
        }
        return HostItem.warn(
                "speed",
                speed <= 0 ? "not known: " + name + " is no network card" : speed + " Mbit/s",
                "a burst at the exchange comes at 10 Gbit/s and more",
                "use a card, and a port of the exchange, of 10 Gbit/s or more");
    }

    private HostItem losses() {
        final List<String> losses = new ArrayList<>();
        for (final String counter : LOSSES) {
            final long count = host.number(files + "statistics/" + counter, 0);
            if (count > 0) {
                losses.add(counter + " " + count);
            }
        }
        return losses.isEmpty()
                ? HostItem.pass("losses", "none counted")
                : HostItem.warn(
                        "losses",
                        String.join(", ", losses),
                        "the card has lost packets since it was brought up",
                        "larger rings (ethtool -G " + name + " rx MAX), flow steering, fewer other services");
    }

    private HostItem receiveBuffer() {
        final long most = host.number("proc/sys/net/core/rmem_max", 0);
        return most >= wishes.receiveBuffer()
                ? HostItem.pass("receive_buffer", "up to " + most + " bytes")
                : HostItem.fail(
                        "receive_buffer",
                        "up to " + most + " of " + wishes.receiveBuffer() + " bytes",
                        "a pause that is longer than the buffer loses packets",
                        "sysctl -w net.core.rmem_max=" + wishes.receiveBuffer());
    }

    private HostItem backlog() {
        final long backlog = host.number("proc/sys/net/core/netdev_max_backlog", LEAST_BACKLOG);
        return backlog >= LEAST_BACKLOG
                ? HostItem.pass("backlog", backlog + " packets")
                : HostItem.warn(
                        "backlog",
                        backlog + " packets",
                        "bursts are dropped between card and socket",
                        "sysctl -w net.core.netdev_max_backlog=10000");
    }
}
