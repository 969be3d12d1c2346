package aether.export;

/** Words for numbers of a protocol. */
final class Words {
    private static final int BYTE = 0xFF;

    private Words() {}

    /** Of a short name that the feed keeps in a number: ASCII, the first in the lowest byte; empty for 0. */
    static String ofPacked(final long packed) {
        final StringBuilder text = new StringBuilder(Long.BYTES);
        for (long rest = packed; rest != 0; rest >>>= Byte.SIZE) {
            text.append((char) (rest & BYTE));
        }
        return text.toString();
    }

    /** Null where there is no word. */
    static String of(final String[] words, final int number) {
        return number >= 0 && number < words.length ? words[number] : null;
    }
}
