/** What is measured of a running appliance, and how it is shown. */
package aether.monitor;
