/**
 * Everything that could make two runs differ, in the order it happened: bytes in, bytes out. The hot side offers to a ring in
 * a mapped file; the cold side numbers, checks and chains the records and appends them to Chronicle Queue.
 */
package aether.journal;
