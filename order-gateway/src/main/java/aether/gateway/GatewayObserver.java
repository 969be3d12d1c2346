package aether.gateway;

import aether.ilink3.SessionEnd;

/** Observes the gateway, for counters, logs or an operator. On its thread. */
public interface GatewayObserver {
    /** A frame is ready to go out. */
    default void onEncoded() {}

    /** A frame went out, on account of the input of this time. */
    default void onSent(final long inputTimeNs) {}

    default void onEstablished() {}

    default void onSessionEnd(final SessionEnd end) {}

    /** The kill switch for everything was thrown, or taken back. */
    default void onKill(final boolean isOn) {}

    default void onAlert(final String what, final long value) {}

    default void onStrategyFailed(final Throwable cause) {}
}
