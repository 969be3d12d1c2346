/** Playing recorded sessions, a packet at a time: where one is, and how to get there again. */
package aether.session.playhead;
