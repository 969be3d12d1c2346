/** Capture files as a frame source: classic pcap and pcapng, both byte orders, micro- and nanoseconds. */
package aether.nic.pcap;
