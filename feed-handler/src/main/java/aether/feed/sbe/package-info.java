/**
 * Simple Binary Encoding driven by a schema file at run time: the layout of every message, and a generic decoder that walks
 * it. It reads our own schema and the exchange's alike, and is the reference that the fast decoders are checked against.
 */
package aether.feed.sbe;
