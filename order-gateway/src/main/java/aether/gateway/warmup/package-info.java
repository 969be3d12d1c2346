/** A venue in memory that answers at once, and what is traded with it before the first real order. */
package aether.gateway.warmup;
