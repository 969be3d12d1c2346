/**
 * Order books, built from market events by one writer: by price, real and implied, with the state that says whether they may
 * be believed.
 */
package aether.book;
