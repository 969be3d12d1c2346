package aether.session.playhead;

import aether.book.BookBuilder;
import aether.replay.StateHash;

/**
 * The books of one channel of a session that is played.
 *
 * @param channel what it is called
 * @param hash over what became of the books
 */
public record PlayedBooks(String channel, BookBuilder books, StateHash hash) {}
