package aether.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.gateway.OrderWire;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Frames wait for the owners of a majority; each frame is a number. */
class HeldOutputTest implements OrderWire, HeldOutput.Cause {
    private static final int LARGE = 100_000;

    private final List<String> wire = new ArrayList<>();
    private final HeldOutput output = new HeldOutput(this);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[LARGE]);
    private boolean isLineUp = true;
    private long position;
    private long oldestNs = 0;

    private void send(final int number, final long atPosition) {
        position = atPosition;
        frame.putInt(0, number);
        output.send(frame, 0, Integer.BYTES);
    }

    @Override
    public void send(final DirectBuffer buffer, final int offset, final int length) {
        wire.add(String.valueOf(buffer.getInt(offset)));
    }

    @Override
    public void close() {
        wire.add("close");
    }

    @Override
    public boolean isOfThisLine() {
        return isLineUp;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long proposedNs() {
        return position;
    }

    @Override
    public boolean mayLeave(final long proposedNs) {
        return proposedNs >= oldestNs;
    }

    @Override
    public void onLate() {
        wire.add("late");
        isLineUp = false;
    }

    @Test
    void shouldLetGoInOrderWhatAMajorityHasApplied() {
        output.of(this);
        send(1, 100);
        send(2, 100);
        send(3, 200);
        assertEquals(List.of(), wire);
        output.release(99);
        assertEquals(List.of(), wire);
        output.release(150);
        assertEquals(List.of("1", "2"), wire);
        output.release(-1);
        output.release(200);
        assertEquals(List.of("1", "2", "3"), wire);
        assertEquals(0, output.waiting());
    }

    /** What is to be closed is closed behind what was sent before. */
    @Test
    void shouldCloseBehindWhatWaits() {
        output.of(this);
        output.close();
        assertEquals(List.of("close"), wire);
        wire.clear();
        send(1, 100);
        output.close();
        send(2, 200);
        output.release(100);
        assertEquals(List.of("1", "close"), wire);
    }

    @Test
    void shouldSendNothingBeforeThereIsALog() {
        send(1, 0);
        output.of(this);
        output.release(Long.MAX_VALUE);
        assertEquals(List.of(), wire);
    }

    /** One that is late takes all behind it along: they are of a connection that is not there any more. */
    @Test
    void shouldNotSendWhatIsLate() {
        output.of(this);
        send(1, 100);
        send(2, 200);
        oldestNs = 101;
        output.release(200);
        assertEquals(List.of("late"), wire);
    }

    @Test
    void shouldDropWhatIsOfAnotherLine() {
        output.of(this);
        send(1, 100);
        output.drop();
        isLineUp = false;
        send(2, 100);
        isLineUp = true;
        send(3, 100);
        output.release(100);
        assertEquals(List.of("3"), wire);
    }

    /** What finds no room is not sent, nor is anything around it. */
    @Test
    void shouldCloseTheConnectionWhenThereIsNoRoom() {
        output.of(this);
        for (int i = 0; i < 20 && output.overflows() == 0; i++) {
            output.send(frame, 0, LARGE);
        }
        assertEquals(1, output.overflows());
        assertEquals(List.of("late"), wire);
        send(1, 100);
        output.release(Long.MAX_VALUE);
        assertEquals(List.of("late"), wire);
    }

    /** Nobody has said in time that he has applied it. */
    @Test
    void shouldNotWaitForEver() {
        output.of(this);
        send(1, 100);
        output.release(50);
        assertEquals(List.of(), wire);
        oldestNs = 101;
        output.release(50);
        assertEquals(List.of("late"), wire);
        assertEquals(0, output.waiting());
    }
}
