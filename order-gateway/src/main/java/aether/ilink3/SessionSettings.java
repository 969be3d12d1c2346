package aether.ilink3;

/**
 * Who we are to the venue.
 *
 * @param session 3 characters
 * @param firm 5 characters
 * @param accessKeyId 20 characters at most; the secret that belongs to it never comes here
 * @param senderId operator, 20 characters at most
 * @param location 5 characters at most
 * @param tradingSystemName 30 characters at most
 * @param keepAliveMs interval of both sides
 */
public record SessionSettings(
        String session,
        String firm,
        String accessKeyId,
        String senderId,
        String location,
        String tradingSystemName,
        String tradingSystemVersion,
        String tradingSystemVendor,
        int keepAliveMs) {
    /** Checks the lengths. */
    public SessionSettings {
        check(session, 3, "session");
        check(firm, 5, "firm");
        check(accessKeyId, 20, "accessKeyId");
        check(senderId, 20, "senderId");
        check(location, 5, "location");
        check(tradingSystemName, 30, "tradingSystemName");
        check(tradingSystemVersion, 10, "tradingSystemVersion");
        check(tradingSystemVendor, 10, "tradingSystemVendor");
        if (keepAliveMs < 100 || keepAliveMs > 65_534) {
            throw new IllegalArgumentException("keepAlive must be 100 ms to 65 s, not " + keepAliveMs + " ms");
        }
    }

    private static void check(final String value, final int length, final String name) {
        if (value.isEmpty() || value.length() > length) {
            throw new IllegalArgumentException(name + " must have 1 to " + length + " characters, not '" + value + "'");
        }
    }
}
