package aether.config;

import aether.arbiter.ArbiterContext;
import aether.book.BookContext;
import aether.channel.ChannelContext;
import aether.cluster.ClusterContext;
import aether.feed.SessionCalendar;
import aether.feed.VenueAdapter;
import aether.gateway.GatewayContext;
import aether.journal.TapPolicy;
import aether.journal.TradeDates;
import aether.nic.MulticastGroup;
import aether.nic.Tier;
import aether.nic.xdp.XdpContext;
import aether.venue.VenueContext;
import aether.venue.entry.OrderEntryContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The whole configuration of one appliance: one channel, where it comes from, how it is built and where it is journaled.
 *
 * @param arbiterContext of the lines, concluded
 * @param channelContext of what is behind the lines, concluded
 * @param bookContext of the books, concluded
 * @param page what is told over HTTP, or null when nothing is
 * @param cluster what this machine is among several that trade as one, concluded; null where it trades alone
 * @param text the file as read: what is journaled, and what a replay is configured from
 */
public record SiteConfig(
        Channel channel,
        Transport transport,
        ArbiterContext arbiterContext,
        ChannelContext channelContext,
        BookContext bookContext,
        Publication publication,
        Page page,
        Journal journal,
        Runtime runtime,
        Host host,
        Venue venue,
        Orders orders,
        ClusterContext cluster,
        String text) {

    /**
     * A channel.
     *
     * @param id the exchange's channel number, and the ApplID of its resets
     * @param venue whose feed it is
     * @param networkInterface where the lines are joined
     * @param weight how much there is to do on this channel, in relation to others in the same process
     * @param receiveBuffer bytes to ask of each socket
     * @param lines of the incremental feed, A first
     * @param recovery the other feeds
     * @param calendar of its sessions
     */
    public record Channel(
            int id,
            VenueAdapter venue,
            String networkInterface,
            int weight,
            int receiveBuffer,
            List<Line> lines,
            Recovery recovery,
            Calendar calendar) {
        /** The same with another calendar. */
        Channel with(final Calendar other) {
            return new Channel(id, venue, networkInterface, weight, receiveBuffer, lines, recovery, other);
        }
    }

    /**
     * When sessions begin, and what date business counts for.
     *
     * @param sessions where packet numbers may start over
     * @param tradeDates by which journals begin new files
     */
    public record Calendar(SessionCalendar sessions, TradeDates tradeDates) {}

    /**
     * How frames come in.
     *
     * @param best tier to try
     * @param lowest tier that may be fallen back to
     * @param objectiveNs what a frame may take from the wire to the reader, 99 of 100 times; 0: whatever it takes
     * @param isCalibrated whether the transport is measured at start
     * @param xdp without interface and feeds
     * @param packetFrames of an AF_PACKET ring
     */
    public record Transport(
            Tier best,
            Tier lowest,
            long objectiveNs,
            boolean isCalibrated,
            Poll poll,
            Vfio vfio,
            XdpContext xdp,
            int packetFrames) {}

    /**
     * A card that the appliance drives itself.
     *
     * @param card its address on the PCI bus
     * @param address of this machine on its network, IPv4, the first octet highest
     * @param prefix length of the network's part of the address
     * @param frames in each direction
     */
    public record Vfio(String card, int address, int prefix, int frames, boolean hugePages) {}

    /** The range of frames that one poll may take; within it the appliance chooses. */
    public record Poll(int least, int most) {}

    /** Lines of the recovery feeds, empty where there are none; {@code replay} is null where there is no such service. */
    public record Recovery(
            List<Line> definitions, List<Line> priceSnapshots, List<Line> orderSnapshots, Replay replay) {}

    /**
     * The exchange's TCP replay service.
     *
     * @param maxPackets larger gaps are left to the snapshots
     * @param attempts failures in a row after which it is left alone for a minute
     */
    public record Replay(String host, int port, String user, String password, int maxPackets, int attempts) {}

    /** A line; no sources accept any sender. */
    public record Line(MulticastGroup group, List<Integer> sources) {}

    /**
     * Where what can be read is told over HTTP.
     *
     * @param address that is listened on
     * @param port the first that is tried; 0: any
     * @param ports so many are, from there on, before that fails
     */
    public record Page(InetAddress address, int port, int ports) {}

    /**
     * Books and counters for other processes.
     *
     * @param directory where {@code <channel id>.books} and {@code <channel id>.counters} are made
     * @param depth rows of each side
     */
    public record Publication(Path directory, int depth) {}

    /**
     * See {@link aether.journal.JournalContext}.
     *
     * @param directory below which each start writes a session of its own, or null for no journal
     * @param digestEvery match events between digests
     * @param process where its writer runs
     * @param keepNs after which a start takes sessions away that nobody needs; 0: never
     */
    public record Journal(
            Path directory,
            long lowWater,
            int tapLength,
            TapPolicy tapFull,
            int digestEvery,
            JournalProcess process,
            long keepNs) {}

    /** Where the journal's writer runs. */
    public enum JournalProcess {
        /** On a thread of the appliance. */
        INSIDE,
        /** In a process of its own, which the appliance starts and watches. */
        OWN
    }

    /**
     * What the site asks of its machine; {@code aether check} looks.
     *
     * @param hotCores of hot threads, as a list of cores such as {@code 2-3}
     * @param hugePages bytes
     * @param journalBytes that the journal's disk must have free
     * @param allowed items whose failure is only a warning here
     */
    public record Host(String hotCores, int hugePages, long journalBytes, Set<String> allowed) {}

    /**
     * The simulated venue that {@code aether venue} runs on the channel's lines.
     *
     * @param rate commands of the order flow a second
     * @param tier how it sends
     * @param timeToLive of what it sends through sockets; 0 stays on this host
     * @param orders its order entry, or null without one
     */
    public record Venue(VenueContext context, int rate, Tier tier, int timeToLive, VenueOrders orders) {}

    /**
     * The simulated venue's order entry.
     *
     * @param backupPort of a second gateway to the same session; 0: none
     * @param dropCopyPort where trades are told a second time; 0: nowhere
     * @param secretFile holds the client's secret key; made by the venue when it is not there
     */
    public record VenueOrders(int port, int backupPort, int dropCopyPort, Path secretFile, OrderEntryContext context) {}

    /**
     * The order plane; null where nothing is traded.
     *
     * @param backup where the connection that stands by goes, or null
     * @param secretFile holds the secret key; mode 0600
     * @param strategyClass implements {@link aether.gateway.Strategy}
     * @param strategyJar where that class is, or null for the appliance's own class path
     * @param dropCopy what trades are compared with, or null
     */
    public record Orders(
            String host,
            int port,
            InetSocketAddress backup,
            Path secretFile,
            GatewayContext context,
            String strategyClass,
            Path strategyJar,
            DropCopy dropCopy) {}

    /**
     * The venue's second account of all trades.
     *
     * @param patienceNs for which it may differ from the first
     * @param isToKill whether a break throws the kill switch; it is an alert in any case
     */
    public record DropCopy(String host, int port, long patienceNs, boolean isToKill) {}

    /** How a thread waits when it has nothing to do. */
    public enum Idle {
        /** Never: for a core of its own. */
        SPIN,
        /** Spins, yields, then sleeps for up to 50 microseconds: for a machine that is shared. */
        BACKOFF
    }

    /** What stands between receiving and trading. */
    public enum Layout {
        /** Nothing: plain calls on one thread. The fastest for one packet. */
        FUSED,
        /** A ring: one core receives and arbitrates, the next builds books and trades. Takes more packets a second. */
        PIPELINED
    }

    /**
     * Threads and status.
     *
     * @param layout of the hot stages
     * @param receiveCore of the thread that receives, or of the only hot thread; -1: any
     * @param tradeCore of the thread that builds books and trades in the pipelined layout; -1: any
     * @param fifoPriority of hot threads, 0 for the usual scheduling
     * @param isMemoryLocked whether nothing may be paged out
     * @param isAwake whether cores are kept from sleeping deeply
     * @param stallNs without a turn after which a hot thread is reported
     * @param ringLength bytes between the threads of the pipelined layout
     * @param statusIntervalNs between two status lines
     * @param silenceNs after which a line that is silent while its twin is not raises an alarm
     * @param warmUpFrames played through a channel that is thrown away before the start; 0: none
     * @param recoveryAlarmNs after which books that are still not right raise an alarm
     * @param user that the process becomes when everything is open; empty: it stays who it is
     */
    public record Runtime(
            Idle idle,
            Layout layout,
            int receiveCore,
            int tradeCore,
            int fifoPriority,
            boolean isMemoryLocked,
            boolean isAwake,
            long stallNs,
            int ringLength,
            long statusIntervalNs,
            long silenceNs,
            int warmUpFrames,
            long recoveryAlarmNs,
            String user) {}
}
