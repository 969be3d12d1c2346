package aether.nic.xdp;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.NicCounter;
import aether.nic.ReceiveClock;
import aether.nic.TransportException;
import aether.nic.sys.LinkWatch;
import aether.nic.sys.NetworkDevice;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Receives chosen multicast feeds through AF_XDP from all queues of an interface. A frame is read where the kernel or the NIC has put
 * it, and that memory goes back only after the handler has returned. Nothing is attached any more when the source is closed, nor when its
 * process is killed: the program hangs on a descriptor.
 *
 * <p>AF_XDP joins no group: keep a {@link aether.nic.socket.GroupMembership} beside it.
 */
public final class XdpSource implements FrameSource {
    private final XdpProgram program;
    private final XdpQueue[] queues;
    private final String description;
    private final LinkWatch link;
    private int next;

    private XdpSource(
            final NetworkDevice device, final XdpProgram program, final XdpQueue[] queues, final String description) {
        link = new LinkWatch(device);
        this.program = program;
        this.queues = queues;
        this.description = description;
    }

    /**
     * Opens a socket on every receive queue and attaches the program.
     *
     * @param clock stamps what the kernel does not
     * @throws TransportException saying what is missing; nothing is left behind
     */
    public static XdpSource open(final XdpContext context, final EpochNanoClock clock) {
        final NetworkDevice device = NetworkDevice.named(context.networkInterface());
        final int count = device.receiveQueues();
        final List<XdpQueue> queues = new ArrayList<>();
        XdpProgram program = null;
        try {
            for (int queue = 0; queue < count; queue++) {
                queues.add(new XdpQueue(new XdpSocket(context, device, queue), context.wantsStamps(), clock));
            }
            program = new XdpProgram(context.feeds(), count, context.wantsStamps());
            for (int queue = 0; queue < count; queue++) {
                program.redirect(queue, queues.get(queue).socket().fd());
            }
            program.attach(device, context.mode());
            return new XdpSource(device, program, queues.toArray(XdpQueue[]::new), describe(device, program, queues));
        } catch (final TransportException e) {
            if (program != null) {
                program.close();
            }
            queues.forEach(queue -> queue.socket().close());
            throw e;
        }
    }

    private static String describe(final NetworkDevice device, final XdpProgram program, final List<XdpQueue> queues) {
        final XdpSocket first = queues.getFirst().socket();
        return "AF_XDP on " + device + ", " + queues.size() + (queues.size() == 1 ? " queue, " : " queues, ")
                + (program.isNative() ? "in the driver, " : "in front of the stack, ")
                + (first.isZeroCopy() ? "zero-copy, " : "copied, ")
                + (first.memory().isHuge() ? "huge pages" : "normal pages")
                + (first.isBusyPolled() ? ", busy polled" : "");
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int frames = 0;
        // The queue that is asked first changes, so that a busy one cannot starve the others.
        int queue = next;
        for (int i = 0; i < queues.length && frames < limit; i++) {
            frames += queues[queue].poll(handler, limit - frames);
            queue = queue + 1 == queues.length ? 0 : queue + 1;
        }
        next = next + 1 == queues.length ? 0 : next + 1;
        return frames;
    }

    /** A sink through the same socket: an interface has only one on each queue. */
    public XdpSink sink() {
        return XdpSink.over(queues[0].socket());
    }

    /** The kernel's stamps are told in the time of the clock that was given. */
    @Override
    public ReceiveClock receiveClock() {
        return queues[0].hasStamps() ? ReceiveClock.KERNEL : ReceiveClock.POLL;
    }

    @Override
    public long counter(final NicCounter counter) {
        long sum = counter == NicCounter.LINK_DOWN ? link.downs() : 0;
        for (final XdpQueue queue : queues) {
            sum += queue.counter(counter);
        }
        return sum;
    }

    /** What was got: mode, copying, pages. */
    @Override
    public String toString() {
        return description;
    }

    @Override
    public void close() {
        link.close();
        program.close();
        for (final XdpQueue queue : queues) {
            queue.socket().close();
        }
    }
}
