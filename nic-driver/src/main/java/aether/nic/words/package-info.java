/** Memory that other processes read, written word by word by its address: part of the trusted base. Each access is checked first. */
package aether.nic.words;
