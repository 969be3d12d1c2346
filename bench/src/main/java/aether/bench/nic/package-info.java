/** From one network port to another, over each way of receiving. */
package aether.bench.nic;
