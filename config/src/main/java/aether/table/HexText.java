package aether.table;

/** Sixteen hexadecimal digits. */
final class HexText {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final int LENGTH = 16;
    private static final int BITS = 4;
    private static final int MASK = 15;

    private HexText() {}

    static byte[] of(final long value) {
        final byte[] text = new byte[LENGTH];
        long rest = value;
        for (int place = LENGTH - 1; place >= 0; place--) {
            text[place] = DIGITS[(int) rest & MASK];
            rest >>>= BITS;
        }
        return text;
    }
}
