/** Recorded sessions as tables: what the rows of each are, and how a session is played into them. */
package aether.export;
