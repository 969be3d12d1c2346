/** Strategies to start from: they are examples, and what the demonstration trades with. */
package aether.gateway.strategy;
