/** What those who look at an appliance cost it. */
package aether.bench.page;
