/** The demonstration: an exchange and an appliance in one process. */
package aether.demo;
