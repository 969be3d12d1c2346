package aether.gateway;

import aether.ilink3.BackupSession;
import aether.ilink3.SessionEnd;
import aether.order.Order;
import aether.order.OrderListener;
import aether.risk.KillScope;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import org.agrona.DirectBuffer;

/** What flows out of the {@link OrderCore}. */
public interface CoreListener extends OrderListener, BackupSession.Listener {
    /** A frame for the venue; Negotiate and Establish still want their signature. */
    default void onSend(final DirectBuffer buffer, final int offset, final int length) {}

    /** The connection is to be closed. */
    default void onClose(final SessionEnd end) {}

    /** A frame for the second connection; a logon still wants its signature. */
    @Override
    default void onBackupSend(final DirectBuffer buffer, final int offset, final int length) {}

    /** The second connection is to be closed. */
    @Override
    default void onBackupClose() {}

    /** The first connection is lost: from here on, the second is the first. */
    default void onFailover() {}

    /** Orders may go. */
    default void onEstablished() {}

    /** An intent was refused before anything was sent; {@code tag} is the order's, 0 for one that is not known. */
    default void onRefused(final long clOrdId, final long tag, final RiskCheck check) {}

    /** An order of a strategy's intent exists now. */
    default void onPlaced(final Order order) {}

    /** A limit was changed; the audit record. */
    default void onLimit(final RiskLimit limit, final int operator, final long before, final long after) {}

    /** The kill switch was thrown or taken back. */
    default void onKill(final KillScope scope, final int id, final int operator, final boolean isOn) {}

    /** Something that a person should know. */
    default void onAlert(final String what, final long value) {}
}
