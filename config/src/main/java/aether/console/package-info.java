/** What every command shares: exit codes, durations, times, amounts, JSON, the terminal. Imports nothing of ours. */
package aether.console;
