package aether.feed.mdp3;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

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
 * Its own heartbeats, login and logout (with the reason as text) come as such packets too, in one of several schemas:
 *
 * <pre>
 *   schema                     heartbeat   login       logout
 *   1, MDP 3.0                 12, block 0 15, block 1 16, block 180: text
 *   5, Streamlined             312         315         316
 *   any other: "Global"        block 0     block 1     block 180: text
 * </pre>
 *
 * The Global TCP Recovery schema has an identifier and templates of its own, which are not published: its messages are told by the lengths that
 * the three have in both schemas that are. A session serves one request of at most {@link #MAX_PACKETS} packets of the last day. Source: CME's
 * pages on TCP replay and on the Global schema.
 */
public final class ReplayProtocol {
    /** Packets of one request. */
    public static final int MAX_PACKETS = 2000;

    /** What a packet of the service is. */
    public enum Role {
        /** Market data, or anything else of its schema: to be looked at by its number. */
        PACKET,
        /** The service takes us. */
        LOGIN,
        /** The service ends the session, and says why. */
        LOGOUT,
        /** The service is there. */
        HEARTBEAT,
        /** Of a schema, and of a length, that nobody here knows: stepped over. */
        UNKNOWN
    }

    private static final int MDP_SCHEMA = 1;
    private static final int MDP_LOGIN = 15;
    private static final int MDP_LOGOUT = 16;
    private static final int HEARTBEAT_BLOCK = 0;
    private static final int LOGIN_BLOCK = 1;
    private static final int LOGOUT_BLOCK = 180;

    /** Bytes in front of each packet. */
    public static final int LENGTH_FIELD = 2;

    private static final char SOH = 1;
    private static final int CHECKSUM_MASK = 0xFF;

    private ReplayProtocol() {}

    /** What a packet is, by its first message. */
    public static Role role(final DirectBuffer packet, final int length) {
        if (length < Mdp3Packet.HEADER_LENGTH + Mdp3Packet.MESSAGE_HEADER_LENGTH) {
            return Role.PACKET;
        }
        final long header = Mdp3Packet.messageHeader(packet, Mdp3Packet.HEADER_LENGTH);
        if (Mdp3Packet.schemaId(header) == MDP_SCHEMA) {
            return switch (Mdp3Packet.templateId(header)) {
                case MDP_LOGIN -> Role.LOGIN;
                case MDP_LOGOUT -> Role.LOGOUT;
                default -> Role.PACKET;
            };
        }
        return switch (Mdp3Packet.blockLength(header)) {
            case HEARTBEAT_BLOCK -> Role.HEARTBEAT;
            case LOGIN_BLOCK -> Role.LOGIN;
            case LOGOUT_BLOCK -> Role.LOGOUT;
            default -> Role.UNKNOWN;
        };
    }

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
