/**
 * Words of memory by their address, where a buffer or a segment costs several times as much: part of the trusted base. What is
 * read or written is checked against its bounds first.
 */
package aether.nic.words;
