package aether.dbn;

import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.nic.Counters;
import aether.state.StateFields;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Records of one publisher to market events. Books are right only where the venue's event ends, for each instrument by itself (flag LAST):
 * the records of an event are kept until then, and told as one message. Trades (T) and fills (F) change no book; the cancel that follows
 * a fill does. Not for the hot path: it allocates.
 */
public final class DbnDecoder {
    /** Power of ten of all prices. */
    public static final int PRICE_EXPONENT = -9;

    /** As many as there are books for. */
    static final int MOST_INSTRUMENTS = 1 << 14;

    /** Bytes of events that have not ended, of all instruments; a snapshot is one event. */
    private static final int MOST_KEPT = 1 << 26;

    private final DbnSymbols symbols;
    private final DbnSchema schema;
    private final String dataset;
    private final MarketEvents events;
    private final Counters<DbnCounter> counters = new Counters<>(DbnCounter.class);
    private final MarketMessage message = new MarketMessage();
    private final InstrumentDefinition definition = new InstrumentDefinition();
    private final Int2ObjectHashMap<DbnInstrument> instruments = new Int2ObjectHashMap<>();
    private final OrderRecords orderRecords;
    private int kept;

    /** {@code schema}: that of the records that make the books, or trades. */
    DbnDecoder(final DbnSchema schema, final String dataset, final DbnSymbols symbols, final MarketEvents events) {
        this.schema = schema;
        this.dataset = dataset;
        this.symbols = symbols;
        this.events = events;
        orderRecords = new OrderRecords(events, counters);
    }

    /** Which the records are of. */
    String dataset() {
        return dataset;
    }

    /** What it met. */
    public Counters<DbnCounter> counters() {
        return counters;
    }

    /** The next record, in the order of the times of receipt. */
    void onRecord(final DbnRecord record) {
        final int type = record.type();
        if (isTradeOfAnother(type)) {
            counters.increment(DbnCounter.LEFT_OUT);
            return;
        }
        counters.increment(DbnCounter.RECORDS);
        final DbnInstrument instrument = instrument(record.instrument());
        if (instrument == null) {
            counters.increment(DbnCounter.REFUSED);
            return;
        }
        switch (type) {
            case DbnRecord.MBO, DbnRecord.MBP_1, DbnRecord.MBP_10 -> onBookRecord(instrument, record);
            case DbnRecord.TRADE -> onTrade(instrument, record);
            case DbnRecord.STATUS -> tell(instrument, record, () -> StatusRecord.tell(record, events));
            case DbnRecord.STATISTICS -> tell(instrument, record, () -> StatisticRecord.tell(record, events));
            case DbnRecord.DEFINITION -> onDefinition(instrument, record);
            default -> onMapping(instrument, record);
        }
    }

    /** A record that would tell a trade that another tells. */
    private boolean isTradeOfAnother(final int type) {
        return switch (schema) {
            case MBO -> type == DbnRecord.TRADE || type == DbnRecord.MBP_1 || type == DbnRecord.MBP_10;
            case MBP_10 -> type == DbnRecord.TRADE || type == DbnRecord.MBP_1 || type == DbnRecord.MBO;
            case MBP_1, TBBO -> type == DbnRecord.TRADE || type == DbnRecord.MBP_10 || type == DbnRecord.MBO;
            default -> type == DbnRecord.MBP_1 || type == DbnRecord.MBP_10 || type == DbnRecord.MBO;
        };
    }

    /** Null when there is no room for it. */
    private DbnInstrument instrument(final int id) {
        DbnInstrument instrument = instruments.get(id);
        if (instrument == null && instruments.size() < MOST_INSTRUMENTS) {
            instrument = new DbnInstrument(id);
            instruments.put(id, instrument);
        }
        return instrument;
    }

    /** By the file's metadata, unless a definition does it. */
    private void name(final DbnInstrument instrument, final long timeNs) {
        if (timeNs < instrument.namedUntilNs || instrument.isDefined) {
            return;
        }
        final DbnSymbols.Named named = symbols.at(instrument.id, timeNs);
        instrument.namedUntilNs = named.untilNs();
        if (!named.symbol().isEmpty()) {
            tellName(instrument, named.symbol());
        }
    }

    private void tellName(final DbnInstrument instrument, final String symbol) {
        definition.clear();
        definition.securityId(instrument.id).priceExponent(PRICE_EXPONENT);
        symbol.chars().forEach(character -> definition.appendSymbol((byte) character));
        events.onDefinition(definition);
    }

    private void onMapping(final DbnInstrument instrument, final DbnRecord record) {
        if (!instrument.isDefined) {
            instrument.namedUntilNs = Long.MAX_VALUE;
            begin(record);
            definition.clear();
            definition.securityId(instrument.id).priceExponent(PRICE_EXPONENT);
            DefinitionRecord.mappedSymbol(record, definition);
            events.onDefinition(definition);
            events.onMessageEnd(message);
        }
    }

    private void onDefinition(final DbnInstrument instrument, final DbnRecord record) {
        instrument.isDefined = true;
        begin(record);
        DefinitionRecord.read(record, definition);
        events.onDefinition(definition);
        events.onMessageEnd(message);
    }

    private void tell(final DbnInstrument instrument, final DbnRecord record, final Runnable content) {
        begin(instrument, record);
        content.run();
        events.onMessageEnd(message);
    }

    /** Each message is an event by itself; its instrument is known by name before anything is said of it. */
    private void begin(final DbnInstrument instrument, final DbnRecord record) {
        begin(record);
        name(instrument, record.receivedNs());
    }

    private void begin(final DbnRecord record) {
        message.packet(record.sequence(), record.sentNs(), record.receivedNs());
        message.message(record.type(), record.eventNs(), MarketMessage.END_OF_EVENT, PRICE_EXPONENT);
        events.onMessageStart(message);
    }

    private void onTrade(final DbnInstrument instrument, final DbnRecord record) {
        begin(instrument, record);
        if (record.action() == 'T') {
            OrderRecords.tellTrade(record, 0, events);
        }
        events.onMessageEnd(message);
    }

    private void onBookRecord(final DbnInstrument instrument, final DbnRecord record) {
        if (schema == DbnSchema.TBBO) {
            // The rows are those from before the trade.
            onTrade(instrument, record);
            return;
        }
        if (instrument.event.isEmpty() && record.has(DbnRecord.LAST)) {
            // Most events: nothing to keep.
            begin(instrument, record);
            if (record.type() == DbnRecord.MBO) {
                orderRecords.tellOnly(instrument, record);
            } else {
                onRows(instrument, record);
            }
            events.onMessageEnd(message);
            return;
        }
        instrument.event.add(record);
        kept += record.length();
        final boolean isTooMuch = kept >= MOST_KEPT;
        if (record.has(DbnRecord.LAST) || isTooMuch) {
            onEvent(instrument, record);
            kept -= instrument.event.length();
            instrument.event.clear();
        }
        if (isTooMuch) {
            counters.increment(DbnCounter.CUT_EVENTS);
            events.onDoubt(instrument.id);
        }
    }

    private void onEvent(final DbnInstrument instrument, final DbnRecord last) {
        begin(instrument, last);
        final DbnRecord record = DbnRecord.over(instrument.event.bytes());
        if (last.type() == DbnRecord.MBO) {
            orderRecords.tell(instrument, record, last.version());
        } else {
            for (int i = 0; i < instrument.event.size(); i++) {
                onRows(instrument, record.at(instrument.event.start(i), last.version()));
            }
        }
        events.onMessageEnd(message);
    }

    private void onRows(final DbnInstrument instrument, final DbnRecord record) {
        if (record.action() == 'T') {
            OrderRecords.tellTrade(record, 0, events);
        }
        instrument.rows.tell(record, events);
        if (record.has(DbnRecord.MAYBE_BAD_BOOK)) {
            counters.increment(DbnCounter.DOUBTS);
            events.onDoubt(instrument.id);
        }
    }

    /** No more records will come: events that have not ended are not told. */
    void finish() {
        for (final DbnInstrument instrument : instruments.values()) {
            if (!instrument.event.isEmpty()) {
                counters.increment(DbnCounter.UNFINISHED_EVENTS);
            }
        }
    }

    /** True while no event has begun and not ended. */
    boolean isBetweenEvents() {
        return kept == 0;
    }

    /** Between events. */
    void state(final StateFields fields) {
        fields.counters(counters);
        orderRecords.state(fields);
        if (fields.isRead()) {
            for (int left = fields.count(0, MOST_INSTRUMENTS); left > 0; left--) {
                instrument(fields.whole(0)).state(fields);
            }
            return;
        }
        fields.count(instruments.size(), MOST_INSTRUMENTS);
        instruments.values().forEach(instrument -> {
            fields.whole(instrument.id);
            instrument.state(fields);
        });
    }
}
