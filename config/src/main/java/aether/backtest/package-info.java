/**
 * A strategy on a recorded session: the live order plane in front of a venue that fills against the recorded flow. What is assumed is said in
 * docs/BACKTEST.md.
 */
package aether.backtest;
