/** The order plane's wiring: the strategy, its gateway and connections, operators, secrets, and what was traded before. */
package aether.desk;
