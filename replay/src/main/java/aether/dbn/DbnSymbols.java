package aether.dbn;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What instruments are called, by the metadata of files: numbers may be used again on another day. */
final class DbnSymbols {
    /**
     * A name, and how long it holds.
     *
     * @param untilNs the moment from which it does not any more, nanoseconds since the epoch
     */
    record Named(String symbol, long untilNs) {}

    /** An instrument that is called nothing. */
    static final Named UNNAMED = new Named("", Long.MAX_VALUE);

    private static final int YEAR = 10_000;
    private static final int MONTH = 100;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** One name of an instrument, from a moment to another. */
    private record Span(long fromNs, long untilNs, String symbol) {}

    private final Map<Integer, List<Span>> spans = new HashMap<>();

    /** Takes over the mappings of a file, where they name instruments. */
    void add(final DbnMetadata metadata) {
        for (final DbnMetadata.Mapping mapping : metadata.mappings()) {
            if (metadata.out() == DbnMetadata.SymbolType.INSTRUMENT_ID) {
                add(mapping.resolved(), mapping.symbol(), mapping);
            } else if (metadata.in() == DbnMetadata.SymbolType.INSTRUMENT_ID) {
                add(mapping.symbol(), mapping.resolved(), mapping);
            }
        }
    }

    private void add(final String id, final String symbol, final DbnMetadata.Mapping mapping) {
        if (!id.matches("\\d{1,10}") || symbol.isEmpty()) {
            return;
        }
        final Span span = new Span(startOf(mapping.firstDay()), startOf(mapping.endDay()), symbol);
        spans.computeIfAbsent((int) Long.parseLong(id), any -> new ArrayList<>())
                .add(span);
    }

    private static long startOf(final int day) {
        try {
            return LocalDate.of(day / YEAR, day / MONTH % MONTH, day % MONTH)
                            .atStartOfDay()
                            .toEpochSecond(ZoneOffset.UTC)
                    * NS_PER_SECOND;
        } catch (final java.time.DateTimeException e) {
            // Such as 0, for a mapping without an end.
            return Long.MAX_VALUE;
        }
    }

    /** What an instrument is called at a moment. */
    Named at(final int instrument, final long timeNs) {
        long nextNs = Long.MAX_VALUE;
        for (final Span span : spans.getOrDefault(instrument, List.of())) {
            if (timeNs >= span.fromNs() && timeNs < span.untilNs()) {
                return new Named(span.symbol(), span.untilNs());
            }
            if (span.fromNs() > timeNs) {
                nextNs = Math.min(nextNs, span.fromNs());
            }
        }
        return nextNs == Long.MAX_VALUE ? UNNAMED : new Named("", nextNs);
    }
}
