/** The composition root: pipelines wired from settings, the live appliance, the demo, and the command line. */
package aether.appliance;
