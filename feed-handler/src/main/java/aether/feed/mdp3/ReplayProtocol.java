package aether.feed.mdp3;

import java.nio.charset.StandardCharsets;

/**
 * What a client of the exchange's TCP replay service says and hears. Requests are FIX in text: logon (35=A), then one request
 * (35=V) for packets of one channel by MsgSeqNum, then logout (35=5). The service answers in SBE, each packet as on the
 * multicast feed with its length in front:
 *
 * <pre>
 *   0        2             6                14
 *  +--------+-------------+----------------+--------- - - -
 *  | length |  MsgSeqNum  |  SendingTime   | messages
 *  +--------+-------------+----------------+--------- - - -
 *     u16, of what follows
 * </pre>
 *
 * Its own login (template 15) and logout (16, with the reason as text) come as such packets too. A session serves one
 * request of at most {@link #MAX_PACKETS} packets of the last day. Source: CME's TCP replay pages.
 */
public final class ReplayProtocol {
    /** Packets of one request. */
    public static final int MAX_PACKETS = 2000;

    /** Template of the service's login. */
    public static final int LOGIN = 15;

    /** Template of the service's logout. */
    public static final int LOGOUT = 16;

    /** Bytes in front of each packet. */
    public static final int LENGTH_FIELD = 2;

    private static final char SOH = 1;
    private static final int CHECKSUM_MASK = 0xFF;

    private ReplayProtocol() {}

    /** Logon. */
    public static byte[] logon(final String user, final String password) {
        return message("35=A" + SOH + "553=" + user + SOH + "554=" + password + SOH);
    }

    /**
     * A request for packets {@code first} to {@code last} of a channel.
     *
     * @param requestId of the client's own choice
     */
    public static byte[] request(final int channel, final String requestId, final long first, final long last) {
        return message("35=V" + SOH + "1180=" + channel + SOH + "262=" + requestId + SOH + "1182=" + first + SOH
                + "1183=" + last + SOH);
    }

    /** Logout. */
    public static byte[] logout() {
        return message("35=5" + SOH);
    }

    private static byte[] message(final String body) {
        final String text = "9=" + body.length() + SOH + body;
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += text.charAt(i);
        }
        return (text + "10=" + String.format("%03d", sum & CHECKSUM_MASK) + SOH).getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of a tag in a FIX text, or null. */
    public static String value(final String message, final int tag) {
        final String key = tag + "=";
        for (final String field : message.split(String.valueOf(SOH))) {
            if (field.startsWith(key)) {
                return field.substring(key.length());
            }
        }
        return null;
    }
}
