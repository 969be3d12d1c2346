/**
 * State on its way to bytes and back: each field is named once, for both directions. Knows nothing of orders.
 */
package aether.state;
