/**
 * Files of Databento's binary encoding (DBN, versions 1 to 3) as a source of market events. Facts of the format are those of its public
 * record definitions (databento/dbn 0.54.0): all numbers little-endian, prices in units of 10^-9.
 */
package aether.dbn;
