/** The live process: a list of parts, and the threads that drive them. */
package aether.appliance;
