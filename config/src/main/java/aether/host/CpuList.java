package aether.host;

import java.util.BitSet;

/** Sets of cores as the kernel writes them: {@code 0-3,8}. */
public final class CpuList {
    private CpuList() {}

    /**
     * Reads one; an empty or null text is no core.
     *
     * @throws IllegalArgumentException for anything else that is no list
     */
    public static BitSet parse(final String text) {
        final BitSet cores = new BitSet();
        if (text == null || text.isBlank()) {
            return cores;
        }
        for (final String part : text.strip().split(",", -1)) {
            final String[] ends = part.split("-", 2);
            final int first = Integer.parseInt(ends[0].strip());
            final int last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
            if (first < 0 || last < first || last > 1 << 16) {
                throw new IllegalArgumentException("no list of cores: " + text);
            }
            cores.set(first, last + 1);
        }
        return cores;
    }

    /** Writes one. */
    public static String format(final BitSet cores) {
        final StringBuilder text = new StringBuilder();
        for (int first = cores.nextSetBit(0); first >= 0; ) {
            final int end = cores.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (end - first > 1) {
                text.append('-').append(end - 1);
            }
            first = cores.nextSetBit(end);
        }
        return text.toString();
    }

    /** What of {@code wanted} is not in {@code present}. */
    public static BitSet missing(final BitSet wanted, final BitSet present) {
        final BitSet missing = (BitSet) wanted.clone();
        missing.andNot(present);
        return missing;
    }
}
