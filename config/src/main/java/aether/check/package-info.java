/** What must be so before the appliance starts: lines, transports, site. */
package aether.check;
