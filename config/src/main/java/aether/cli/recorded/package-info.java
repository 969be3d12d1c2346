/** Commands on what was recorded: captures, files of other vendors, sessions of the journal. */
package aether.cli.recorded;
