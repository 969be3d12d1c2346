package aether.venue;

/**
 * One execution price of an aggressing order.
 *
 * @param price mantissa
 * @param quantity summed over the resting orders hit at this price
 * @param orders how many orders took part, the aggressor included
 */
record Trade(long price, int quantity, int orders, Side aggressor) {}
