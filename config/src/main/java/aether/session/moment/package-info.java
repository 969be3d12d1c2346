/** Moments of recorded sessions: the books then, and the first one at which two sessions differ. */
package aether.session.moment;
