/** The latency laboratory: benchmarks that can be repeated, with the conditions they ran under. */
package aether.bench;
