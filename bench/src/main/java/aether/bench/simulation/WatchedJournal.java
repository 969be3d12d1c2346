package aether.bench.simulation;

import aether.gateway.InputJournal;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/** A machine's journal, and a witness of everything that is applied there. */
final class WatchedJournal implements InputJournal {
    private final int machine;
    private final InputJournal journal;
    private final Witness witness;
    private final Supplier<OrderCore> core;

    WatchedJournal(
            final int machine, final InputJournal journal, final Witness witness, final Supplier<OrderCore> core) {
        this.machine = machine;
        this.journal = journal;
        this.witness = witness;
        this.core = core;
    }

    @Override
    public boolean record(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        witness.applying(machine, core.get().inputs(), core.get().outputHash());
        // Limits of a configuration go into the log together.
        if (input != OrderInput.LIMIT) {
            witness.applied(machine, Witness.key(timeNs, input.number(), buffer, offset, length));
        }
        return journal.record(input, timeNs, buffer, offset, length);
    }

    @Override
    public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
        witness.has(machine, core.get().inputs() - 1);
        return journal.checkpoint(timeNs, buffer, length);
    }

    @Override
    public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
        journal.digest(inputs, timeNs, outputHash, stateHash);
    }
}
