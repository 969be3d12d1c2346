package aether.nic.chip.intel;

/**
 * Where the families of controllers keep the same things in their descriptors. A descriptor has 16 bytes: an address, and a word that the
 * card writes back.
 *
 * <pre>
 *  82574, legacy (data sheet 3.2.4, 3.3.3):
 *    received: 0 address u64 | 8 length u16 | 10 check sum u16 | 12 status u8: 1 done, 2 whole | 13 errors u8 | 14 VLAN u16
 *    to send:  0 address u64 | 8 length u16 | 10 - u8 | 11 command u8: 1 whole, 2 append CRC, 8 report | 12 status u8: 1 done | 13 -
 *  82599 and later, advanced (data sheet 7.1.6, 7.2.3):
 *    received: 0 - u64     | 8 status and errors u32: 1 done, 2 whole, bit 29 error | 12 length u16 | 14 VLAN u16
 *    to send:  0 address u64 | 8 length u16 | 10 type u8: 0x30 data | 11 command u8: as above, 0x20 advanced | 12 status u4: 1 done
 *              | bit 46 of the word: length of the payload u18
 * </pre>
 *
 * @param done bit of a received descriptor's word
 * @param whole bit: the frame ends here
 * @param errors bits: the frame is broken
 * @param lengthShift of the length in the word
 * @param send bits of every frame to send
 * @param payloadShift where the length is repeated in a frame to send; 0 where it is not, as it is there already
 */
record DescriptorFormat(long done, long whole, long errors, int lengthShift, long send, int payloadShift) {
    static final int LENGTH = 16;
    /** Bit of a frame to send: write back when it has left. */
    static final long REPORT = 8L << 24;
    /** Bit of a frame that was to be sent: it has left. */
    static final long SENT = 1L << 32;

    private static final long END_AND_CRC = 3L << 24;

    static final DescriptorFormat LEGACY = new DescriptorFormat(1L << 32, 2L << 32, 0xFFL << 40, 0, END_AND_CRC, 0);
    static final DescriptorFormat ADVANCED =
            new DescriptorFormat(1L, 2L, 1L << 29, 32, END_AND_CRC | 0x30L << 16 | 0x20L << 24, 46);
}
