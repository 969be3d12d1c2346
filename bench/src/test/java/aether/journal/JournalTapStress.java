package aether.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The hot thread offers two records while the writer reads: whatever the writer sees is whole and in order. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "read before either")
@Outcome(id = "11, 0", expect = Expect.ACCEPTABLE, desc = "read between the two")
@Outcome(id = "11, 22", expect = Expect.ACCEPTABLE, desc = "read behind both")
@State
public class JournalTapStress {
    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(1024 + RingBufferDescriptor.TRAILER_LENGTH)));
    private final JournalTap tap = new JournalTap(ring, TapPolicy.HALT);
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[8]);
    private JJ_Result result;

    @Actor
    public void offer() {
        payload.putLong(0, 10, LITTLE_ENDIAN);
        tap.offer(RecordType.PACKET, 0, 1, payload, 0, 8);
        payload.putLong(0, 20, LITTLE_ENDIAN);
        tap.offer(RecordType.PACKET, 0, 2, payload, 0, 8);
    }

    @Actor
    public void read(final JJ_Result seen) {
        result = seen;
        ring.read(this::onMessage, 2);
    }

    /** Payload and time together: a record of which only one had arrived would show as another number. */
    private void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        final long value = buffer.getLong(index + JournalTap.PAYLOAD, LITTLE_ENDIAN)
                + buffer.getLong(index + JournalTap.TIME, LITTLE_ENDIAN);
        if (result.r1 == 0) {
            result.r1 = value;
        } else {
            result.r2 = value;
        }
    }
}
