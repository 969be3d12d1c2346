package aether.venue;

import java.util.List;

/**
 * One execution price of an aggressing order.
 *
 * @param price mantissa
 * @param quantity summed over the resting orders hit at this price
 * @param fills the aggressor first, then each resting order
 */
public record Trade(long price, int quantity, Side aggressor, List<Fill> fills) {
    /** One order's part. */
    public record Fill(long orderId, int quantity) {}

    /** How many orders took part, the aggressor included. */
    int orders() {
        return fills.size();
    }
}
