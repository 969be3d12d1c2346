/** The commands and their options; imported by nobody but the benchmarks' main. */
package aether.cli;
