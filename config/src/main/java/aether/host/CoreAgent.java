package aether.host;

import org.agrona.concurrent.Agent;

/**
 * An agent and its place among those of its core.
 *
 * @param agent does a little at each turn
 * @param priority when its turn comes
 */
public record CoreAgent(Agent agent, Priority priority) {
    /** When an agent's turn comes. */
    public enum Priority {
        /** Every time round. */
        URGENT(1),
        /** When nothing urgent was there to do, and every 8th time round in any case. */
        NORMAL(8),
        /** When nothing at all was there to do, and every 64th time round in any case. */
        BACKGROUND(64);

        private final int patience;

        Priority(final int patience) {
            this.patience = patience;
        }

        int patience() {
            return patience;
        }
    }

    /** One whose turn comes every time round. */
    public static CoreAgent urgent(final Agent agent) {
        return new CoreAgent(agent, Priority.URGENT);
    }
}
