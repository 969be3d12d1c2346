/** Sessions that were recorded: journals and captures, played through the same pipeline with their own time. */
package aether.replay;
