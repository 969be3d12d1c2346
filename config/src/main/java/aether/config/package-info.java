/** The site's configuration: one YAML file, read into typed settings, every mistake named with its place. */
package aether.config;
