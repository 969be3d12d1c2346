package aether.connection;

import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.gateway.OrderWire;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionSignature;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import org.agrona.DirectBuffer;

/**
 * The connections of the order session: the first, and where the venue has one, another that stands by and takes its place. The
 * second is opened once the session is up: the venue refuses it before that. On the feed's thread; lets time pass for the core.
 */
public final class OrderConnections implements OrderWire {
    private static final long TIME_EVERY_NS = 100_000_000L;
    private static final long FLATTEN_EVERY_NS = 1_000_000_000L;

    private final SelectorProvider network;
    private OrderGateway gateway;
    private OrderConnection first;
    private OrderConnection standby;
    private boolean isEstablished;
    private long nextTimeNs;
    private long nextFlattenNs;
    private volatile long failovers;

    /** Over the kernel's sockets. */
    public OrderConnections() {
        this(SelectorProvider.provider());
    }

    /** Over the sockets of another network, such as a simulated one. */
    public OrderConnections(final SelectorProvider network) {
        this.network = network;
    }

    /** Once, before the first poll; {@code backup} is null where there is none. */
    public void serve(
            final OrderGateway value,
            final InetSocketAddress primary,
            final InetSocketAddress backup,
            final SessionSignature signature) {
        gateway = value;
        first = new OrderConnection(network, primary, signature, gateway, true);
        standby = backup == null ? null : new OrderConnection(network, backup, signature, gateway, false);
    }

    public int poll(final long nowNs) {
        int work = first.poll(nowNs);
        if (standby != null && (isEstablished || standby.isConnected())) {
            work += standby.poll(nowNs);
        }
        if (nowNs >= nextTimeNs) {
            nextTimeNs = nowNs + TIME_EVERY_NS;
            gateway.input(OrderInput.TIME, nowNs);
        }
        if (nowNs >= nextFlattenNs) {
            nextFlattenNs = nowNs + FLATTEN_EVERY_NS;
            gateway.flatten(nowNs);
        }
        return work;
    }

    @Override
    public void send(final DirectBuffer buffer, final int offset, final int length) {
        first.send(buffer, offset, length);
    }

    @Override
    public void close() {
        first.close();
    }

    @Override
    public void sendBackup(final DirectBuffer buffer, final int offset, final int length) {
        standby.send(buffer, offset, length);
    }

    @Override
    public void closeBackup() {
        if (standby != null) {
            standby.close();
        }
    }

    @Override
    public void failOver() {
        final OrderConnection lost = first;
        first = standby;
        standby = lost;
        first.become(true);
        standby.become(false);
        failovers++;
    }

    /** Another machine speaks to the venue from here on. */
    public void hangUp() {
        isEstablished = false;
        first.hangUp();
        if (standby != null) {
            standby.hangUp();
        }
    }

    /** Whether the venue could not be reached so often that another machine should try, or has refused this one's time so often. */
    public boolean isOutOfReach() {
        return first.isOutOfReach();
    }

    public void established() {
        isEstablished = true;
        first.established();
    }

    public void ended(final SessionEnd end) {
        isEstablished = false;
        first.ended(end);
    }

    /** Connections that ended, or never came about. */
    public long reconnects() {
        return first.reconnects() + (standby == null ? 0 : standby.reconnects());
    }

    /** Times that the second connection took over. */
    public long failovers() {
        return failovers;
    }
}
