/** The stages of one channel, wired: what live runs, replays, benchmarks and tests share. */
package aether.channel;
