/** The simulated exchange's order entry: sessions of iLink 3, accounts, reports, drop copy, and what goes wrong on their wires. */
package aether.venue.entry;
