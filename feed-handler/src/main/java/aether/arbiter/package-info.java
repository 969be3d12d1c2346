/** Lines A and B and recovery lines become one sequence of accepted packets: each checked as a whole, the first of two equals taken, gaps waited for. */
package aether.arbiter;
