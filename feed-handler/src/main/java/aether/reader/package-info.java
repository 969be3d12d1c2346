/**
 * Reads published books from any process. Needs nothing but the JDK: these classes are also packed into a jar of their own
 * ({@code feed-handler-…-reader.jar}), for processes that want books and nothing else of Aether.
 */
package aether.reader;
