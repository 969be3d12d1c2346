/** What the machine can promise: its cores, memory, network, clocks, and the JVM; read from files of the kernel, never changed. */
package aether.host;
