package aether.venue;

/** A multicast group (32 bits, first octet highest) and port to publish on. */
public record LineAddress(int group, int port) {}
