/** What was recorded of a channel, as the beginning of what is live. */
package aether.appliance.recorded;
