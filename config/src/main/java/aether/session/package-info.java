/** Offline work on captures and journals: play, decode, print, replay. */
package aether.session;
