package aether.machine;

import aether.nic.chip.DmaAreas;
import aether.nic.chip.NicPort;
import aether.nic.chip.Settings;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.SystemEpochNanoClock;

/** Does what a script says with the cards that are beside it, in the guest or in the simulation. */
final class NicAgent {
    static final Settings SETTINGS =
            new Settings(256, Settings.addresses(List.of(0xEF010203)), new SystemEpochNanoClock());

    private static final int DESCRIPTOR = 16;
    private static final int BUFFER = 2048;
    private static final int LONGEST_HEADER = 16;

    /** The cards and their memory. */
    interface Hardware {
        /** How to open a card. */
        NicPort.Opener opener(String address);

        /** The memory of a card that was opened last. */
        DmaAreas areas(String address);

        /** Resets a card behind its driver's back. */
        void reset(String address);

        /** Where in the machine's memory the frames to send begin: what a card would overwrite that no IOMMU held back. */
        long physical(String address);

        /** Takes the receive memory away from a card. */
        void revoke(String address);
    }

    private final Hardware hardware;
    private final Map<String, Station> stations = new TreeMap<>();

    NicAgent(final Hardware hardware) {
        this.hardware = hardware;
    }

    /** One command, one answer. */
    String command(final String line) {
        final String[] words = line.strip().split(" +");
        try {
            return "open".equals(words[0]) ? open(words) : at(words);
        } catch (final InterruptedException | RuntimeException e) {
            return "ERR " + e.getMessage();
        }
    }

    /** {@code open ADDRESS [CORE]}: its receiver runs on that core. */
    private String open(final String[] words) {
        final Station opened = new Station(
                hardware.opener(words[1]), words.length > 2 ? Integer.parseInt(words[2]) : Station.ANY_CORE);
        stations.put(words[1], opened);
        return "OK " + opened;
    }

    private String at(final String[] words) throws InterruptedException {
        final String address = words[1];
        final Station station = stations.get(address);
        return switch (words[0]) {
            case "close" -> {
                stations.remove(address).close();
                yield "OK";
            }
            case "clear" -> station.clear(Integer.parseInt(words[2]));
            case "await" -> station.await(Long.parseLong(words[2]), Long.parseLong(words[3]));
            case "recovered" -> station.awaitRecovery(Long.parseLong(words[2]), Long.parseLong(words[3]));
            case "send" -> station.send(Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "echo" -> station.echo("on".equals(words[2]));
            case "state" -> station.state();
            case "reports" -> station.reports();
            case "reset" -> {
                hardware.reset(address);
                yield "OK";
            }
            case "revoke" -> {
                hardware.revoke(address);
                yield "OK";
            }
            case "misdirect" -> misdirect(address, words[2]);
            case "fill" -> fill(address, words[2]);
            case "changed" -> changed(address, words[2]);
            default -> "ERR no command " + words[0];
        };
    }

    /** All receive descriptors point elsewhere: to an address, to the memory that the card may only read, or to where that lies in the machine. */
    private String misdirect(final String address, final String where) {
        final DmaAreas areas = hardware.areas(address);
        final long iova =
                switch (where) {
                    case "transmit" -> areas.transmit().iova();
                    case "physical" -> hardware.physical(address);
                    default -> HexFormat.fromHexDigitsToLong(where);
                };
        for (int index = 0; index < SETTINGS.frames(); index++) {
            areas.rings().memory().putLongVolatile(index * DESCRIPTOR, iova);
        }
        return "OK";
    }

    /** A known pattern in all memory that frames are sent from, or received into. */
    private String fill(final String address, final String which) {
        final AtomicBuffer memory = memory(address, which);
        memory.setMemory(0, memory.capacity(), (byte) 0xA5);
        return "OK";
    }

    private AtomicBuffer memory(final String address, final String which) {
        final DmaAreas areas = hardware.areas(address);
        return ("transmit".equals(which) ? areas.transmit() : areas.receive()).memory();
    }

    private String changed(final String address, final String which) {
        final AtomicBuffer memory = memory(address, which);
        long changed = 0;
        for (int i = 0; i < memory.capacity(); i++) {
            // A restart writes headers at the beginning of buffers; a frame would go beyond.
            changed += i % BUFFER < LONGEST_HEADER || memory.getByte(i) == (byte) 0xA5 ? 0 : 1;
        }
        return "OK changed=" + changed;
    }
}
