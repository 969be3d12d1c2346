package aether.feed.deribit;

import aether.feed.BookPolicy;
import aether.feed.PacketDecoder;
import aether.feed.PacketFramer;
import aether.feed.PacketInspector;
import aether.feed.RecoveryPolicy;
import aether.feed.SequencePolicy;
import aether.feed.SessionCalendar;
import aether.feed.TradingDay;
import aether.feed.VenueAdapter;
import aether.feed.sbe.SbeSchema;
import aether.feed.sbe.SbeSchemaReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;

/** Deribit's SBE multicast: crypto futures, options and perpetuals. One line for each channel, and one for its snapshots. */
public final class DeribitVenue implements VenueAdapter {
    private static final String RESOURCE = "deribit.xml";

    /** Deribit settles, and begins a new day, at this time. Source: its documentation of settlement. */
    private static final TradingDay TRADING_DAY =
            new TradingDay(ZoneOffset.UTC, LocalTime.of(8, 0), EnumSet.allOf(DayOfWeek.class));

    @Override
    public String name() {
        return "deribit";
    }

    @Override
    public SbeSchema schema() {
        try (InputStream in = DeribitVenue.class.getResourceAsStream(RESOURCE)) {
            return SbeSchemaReader.read(in, RESOURCE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PacketFramer framer(final SbeSchema schema) {
        return new DeribitFramer();
    }

    @Override
    public PacketDecoder decoder(final SbeSchema schema) {
        return new DeribitDecoder();
    }

    @Override
    public PacketInspector inspector(final SbeSchema schema) {
        return new DeribitFramer();
    }

    @Override
    public SequencePolicy sequencePolicy() {
        return SequencePolicy.UNTIL_RESTART;
    }

    /** Never closed, and no SendingTime to place a packet by. */
    @Override
    public TradingDay tradingDay() {
        return TRADING_DAY;
    }

    @Override
    public SessionCalendar calendar(final int channel) {
        return SessionCalendar.NEVER_CLOSED;
    }

    @Override
    public BookPolicy bookPolicy() {
        return BookPolicy.KEYED_BY_PRICE;
    }

    @Override
    public RecoveryPolicy recoveryPolicy() {
        return RecoveryPolicy.MARKED_PASSES;
    }
}
