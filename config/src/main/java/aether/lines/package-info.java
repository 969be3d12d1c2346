/** Lines and recovery feeds over transports: opened, calibrated, described, and asked for again. */
package aether.lines;
