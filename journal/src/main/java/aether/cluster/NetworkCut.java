package aether.cluster;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import java.util.function.BooleanSupplier;

/** For trials of partitions without privileges: a member's driver sends nothing while it is mute, and takes nothing while it is deaf. */
public final class NetworkCut {
    private final BooleanSupplier isMute;
    private final BooleanSupplier isDeaf;

    /** Both are asked for each datagram, on the driver's threads. */
    public NetworkCut(final BooleanSupplier isMute, final BooleanSupplier isDeaf) {
        this.isMute = isMute;
        this.isDeaf = isDeaf;
    }

    /** Puts itself between a driver and its sockets. */
    void into(final MediaDriver.Context driver) {
        final LossGenerator out = (address, buffer, length) -> isMute.getAsBoolean();
        final LossGenerator in = (address, buffer, length) -> isDeaf.getAsBoolean();
        driver.sendChannelEndpointSupplier(
                        (channel, status, context) -> new DebugSendChannelEndpoint(channel, status, context, out, in))
                .receiveChannelEndpointSupplier((channel, dispatcher, status, context) ->
                        new DebugReceiveChannelEndpoint(channel, dispatcher, status, context, in, out));
    }
}
