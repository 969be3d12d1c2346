package aether.desk;

import aether.ilink3.SessionEnd;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a person should know of the order plane. Written on the feed's thread, read on any. */
final class DeskNews {
    /** News that nobody takes are not kept for ever. */
    private static final int MOST = 64;

    private final ConcurrentLinkedQueue<String> news = new ConcurrentLinkedQueue<>();
    private volatile String alert = "";
    private volatile String refusal = "";

    void add(final String text) {
        if (news.size() < MOST) {
            news.add(text);
        }
    }

    /** The next one, or null. */
    String next() {
        return news.poll();
    }

    /** Stands in the summary until there is another. */
    void alert(final String text) {
        alert = text;
    }

    private void alertAndAdd(final String text) {
        alert = text;
        add(text);
    }

    /** Empty when all is well. */
    String alert() {
        return alert;
    }

    /** Why the venue will never take this session; empty while that is not so. */
    String refusal() {
        return refusal;
    }

    void established(final long uuid) {
        add("order session is up, UUID " + uuid);
    }

    /** {@code reason} is the venue's, or empty. */
    void ended(final SessionEnd end, final String reason) {
        final String why = reason.isEmpty() ? end.name() : reason;
        if (end.next() == SessionEnd.Next.FATAL) {
            refusal = "order session refused for good: " + why
                    + "; correct orders.session, its access key or its secret, and start again";
            alertAndAdd(refusal);
        } else if (end.next() == SessionEnd.Next.OPERATOR) {
            alertAndAdd("ORDER SESSION DOWN, not tried again: " + why
                    + "; talk to the venue, see that nobody else uses this session, and start again");
        } else if (end != SessionEnd.REQUESTED) {
            alertAndAdd("order session ended: " + why + "; connecting again");
        }
    }

    void killed() {
        alertAndAdd("KILL SWITCH ON; 'aether rearm' releases it");
    }

    void rearmed() {
        alert("");
        add("kill switch released");
    }

    void strategyFailed(final Throwable cause) {
        alertAndAdd("the strategy failed and was stopped: " + cause);
    }
}
