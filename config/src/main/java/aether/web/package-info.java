/** What an appliance tells over HTTP: metrics and health, from shared memory, so that the hot threads do not notice. */
package aether.web;
