package aether.cluster;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import java.util.function.BooleanSupplier;

/** For trials of partitions without privileges: while it is cut, a member's driver neither sends nor receives anything. */
public final class NetworkCut {
    private final BooleanSupplier isCut;

    /** {@code isCut} is asked for each datagram, on the driver's thread. */
    public NetworkCut(final BooleanSupplier isCut) {
        this.isCut = isCut;
    }

    /** Puts itself between a driver and its sockets. */
    void into(final MediaDriver.Context driver) {
        final LossGenerator loss = (address, buffer, length) -> isCut.getAsBoolean();
        driver.sendChannelEndpointSupplier((channel, status, context) ->
                        new DebugSendChannelEndpoint(channel, status, context, loss, loss))
                .receiveChannelEndpointSupplier((channel, dispatcher, status, context) ->
                        new DebugReceiveChannelEndpoint(channel, dispatcher, status, context, loss, loss));
    }
}
