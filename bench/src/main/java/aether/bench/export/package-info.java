/** What it costs to make tables of recorded sessions. */
package aether.bench.export;
