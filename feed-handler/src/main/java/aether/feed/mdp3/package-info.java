/** CME MDP 3.0: packet framing, the whole-packet check, and the decoder of the fast path. */
package aether.feed.mdp3;
