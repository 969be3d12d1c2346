package aether.feed.mdp3;

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
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/** CME Group's MDP 3.0. */
public final class Mdp3Venue implements VenueAdapter {
    /** Monday to Friday; a date ends in the break that begins at 16:00 in Chicago. */
    private static final TradingDay TRADING_DAY = new TradingDay(
            ZoneId.of("America/Chicago"), LocalTime.of(16, 30), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

    /** Channels of crypto futures and of their options. Source: the exchange's config.xml and its page on 24/7 trading. */
    private static final Set<Integer> AROUND_THE_CLOCK = Set.of(326, 327);

    @Override
    public String name() {
        return "cme";
    }

    @Override
    public SbeSchema schema() {
        return Mdp3Schema.load();
    }

    @Override
    public PacketFramer framer(final SbeSchema schema) {
        return new Mdp3Framer(schema);
    }

    @Override
    public PacketDecoder decoder(final SbeSchema schema) {
        return new Mdp3Decoder(schema);
    }

    @Override
    public PacketInspector inspector(final SbeSchema schema) {
        return new Mdp3Inspector(schema);
    }

    @Override
    public SequencePolicy sequencePolicy() {
        return SequencePolicy.BY_SESSION;
    }

    @Override
    public SessionCalendar calendar(final int channel) {
        return AROUND_THE_CLOCK.contains(channel) ? SessionCalendar.SEVEN_DAYS : SessionCalendar.FIVE_DAYS;
    }

    @Override
    public TradingDay tradingDay() {
        return TRADING_DAY;
    }

    @Override
    public BookPolicy bookPolicy() {
        return BookPolicy.NUMBERED_ROWS;
    }

    @Override
    public RecoveryPolicy recoveryPolicy() {
        return RecoveryPolicy.COUNTED_PASSES;
    }
}
