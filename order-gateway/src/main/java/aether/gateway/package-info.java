/**
 * What goes back to the exchange: strategies, orders, pre-trade risk and the order-entry session. Nothing of it exists yet;
 * the folder holds the module's place in the build, so that the import rules are checked from the start.
 */
package aether.gateway;
