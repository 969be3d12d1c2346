package aether.ilink3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.ilink3.FrameAssembler.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Scenario 75: frames in parts, frames together, and frames that are none. */
class FrameAssemblerTest {
    private static final long SEED = 20_261_121L;

    private final FrameAssembler assembler = new FrameAssembler();
    private final List<Integer> frames = new ArrayList<>();

    private Fault feed(final UnsafeBuffer bytes, final int offset, final int length) {
        return assembler.onBytes(
                bytes, offset, length, (buffer, at, size) -> frames.add(size * 1000 + buffer.getByte(at + Sofh.BODY)));
    }

    private static int frame(final UnsafeBuffer stream, final int at, final int size, final int mark) {
        stream.setMemory(at, size, (byte) 0);
        Sofh.write(stream, at, size - Sofh.LENGTH);
        stream.putByte(at + Sofh.BODY, (byte) mark);
        return at + size;
    }

    @Test
    void shouldFindFramesHoweverTheyAreCut() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final UnsafeBuffer stream = new UnsafeBuffer(new byte[400_000]);
        final List<Integer> expected = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < 200; i++) {
            final int size = Sofh.BODY + 1 + random.nextInt(i % 20 == 0 ? Sofh.MAX_FRAME - Sofh.BODY : 300);
            length = frame(stream, length, size, i % 100);
            expected.add(size * 1000 + i % 100);
        }
        for (int round = 0; round < 50; round++) {
            frames.clear();
            assembler.reset();
            int at = 0;
            while (at < length) {
                final int part = Math.min(length - at, 1 + random.nextInt(round == 0 ? 1 : 20_000));
                assertEquals(Fault.NONE, feed(stream, at, part), "seed " + SEED);
                at += part;
            }
            assertEquals(expected, frames, "seed " + SEED + ", round " + round);
            assertEquals(0, assembler.pending());
        }
    }

    @Test
    void shouldEndTheStreamAtAFrameThatCannotBe() {
        final UnsafeBuffer stream = new UnsafeBuffer(new byte[64]);
        frame(stream, 0, 20, 1);
        stream.putShort(20, (short) (Sofh.MAX_FRAME + 1));
        stream.putShort(22, (short) Sofh.ENCODING_TYPE);
        assertEquals(Fault.TOO_LONG, feed(stream, 0, 40));
        assertEquals(List.of(20_001), frames);
        assertEquals(Fault.TOO_LONG, feed(stream, 0, 20));
        assertEquals(1, frames.size());
        assembler.reset();
        stream.putShort(20, (short) 11);
        assertEquals(Fault.TOO_SHORT, feed(stream, 20, 20));
        assembler.reset();
        stream.putShort(22, (short) 0xEB50);
        assertEquals(Fault.ENCODING, feed(stream, 20, 20));
    }
}
