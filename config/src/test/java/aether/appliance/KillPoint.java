package aether.appliance;

import aether.config.ConfigReader;
import aether.desk.OrderPorts;
import aether.gateway.InputJournal;
import aether.gateway.OrderInput;
import aether.gateway.OrderWire;
import java.nio.file.Path;
import java.util.Optional;
import org.agrona.DirectBuffer;

/** An appliance that dies without a word when a boundary has been reached for the nth time. */
public final class KillPoint implements OrderPorts {
    public static final int KILLED = 137;

    private static final long LONGEST_LIFE_MS = 50_000;

    /** Where to die. */
    public enum Boundary {
        /** Inputs of the session before are being taken over. Where there are fewer, before the first message to the venue. */
        RESTORING,
        /** A message of the venue was read, and not recorded. */
        READ,
        /** A message of the venue was recorded, and not applied. */
        REPORT_JOURNALED,
        /** An intent was recorded, and not applied. */
        INTENT_JOURNALED,
        /** An intent was applied, and nothing of it sent. */
        APPLIED,
        /** Half of a message is out. */
        HALF_SENT,
        /** A message is out. */
        SENT,
        /** A message of the venue was applied. */
        ACKNOWLEDGED
    }

    private final Boundary boundary;
    private int left;
    private boolean isAfterReport;
    private boolean isLive;

    private KillPoint(final Boundary boundary, final int nth) {
        this.boundary = boundary;
        left = nth;
    }

    public static void main(final String[] args) throws InterruptedException {
        final KillPoint point = new KillPoint(Boundary.valueOf(args[1]), Integer.parseInt(args[2]));
        try (Appliance appliance = new Appliance(ConfigReader.read(Path.of(args[0])), point, Optional.empty())) {
            appliance.start();
            final long deadlineMs = System.currentTimeMillis() + LONGEST_LIFE_MS;
            while (appliance.failure() == null && System.currentTimeMillis() < deadlineMs) {
                Thread.sleep(10);
            }
            System.err.println(
                    "still alive at " + point.boundary + ", " + point.left + " to go: " + appliance.failure());
        }
    }

    private boolean isReached(final Boundary here) {
        return here == boundary && --left == 0;
    }

    private void reach(final Boundary here) {
        if (isReached(here)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Override
    public InputJournal journal(final InputJournal journal) {
        return new InputJournal() {
            @Override
            public boolean record(
                    final OrderInput input,
                    final long timeNs,
                    final DirectBuffer buffer,
                    final int offset,
                    final int length) {
                if (!isLive) {
                    reach(Boundary.RESTORING);
                    return journal.record(input, timeNs, buffer, offset, length);
                }
                if (isAfterReport) {
                    reach(Boundary.ACKNOWLEDGED);
                }
                isAfterReport = input == OrderInput.FRAME;
                if (input == OrderInput.FRAME) {
                    reach(Boundary.READ);
                }
                final boolean isRecorded = journal.record(input, timeNs, buffer, offset, length);
                if (input == OrderInput.FRAME) {
                    reach(Boundary.REPORT_JOURNALED);
                } else if (input == OrderInput.NEW_ORDER || input == OrderInput.REPLACE) {
                    reach(Boundary.INTENT_JOURNALED);
                }
                return isRecorded;
            }

            @Override
            public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
                if (isReached(Boundary.RESTORING)) {
                    Runtime.getRuntime().halt(KILLED);
                }
                final boolean isRecorded = journal.checkpoint(timeNs, buffer, length);
                reach(Boundary.RESTORING);
                return isRecorded;
            }

            @Override
            public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
                journal.digest(inputs, timeNs, outputHash, stateHash);
            }
        };
    }

    @Override
    public OrderWire wire(final OrderWire wire) {
        return new OrderWire() {
            @Override
            public void send(final DirectBuffer buffer, final int offset, final int length) {
                if (boundary == Boundary.RESTORING) {
                    Runtime.getRuntime().halt(KILLED);
                }
                isLive = true;
                reach(Boundary.APPLIED);
                if (isReached(Boundary.HALF_SENT)) {
                    wire.send(buffer, offset, length / 2);
                    Runtime.getRuntime().halt(KILLED);
                }
                wire.send(buffer, offset, length);
                reach(Boundary.SENT);
            }

            @Override
            public void close() {
                wire.close();
            }
        };
    }
}
