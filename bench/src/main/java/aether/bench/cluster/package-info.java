/** What it costs that a majority has each input before anything follows from it. */
package aether.bench.cluster;
