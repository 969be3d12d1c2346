/** Sessions in files of Databento's encoding. */
package aether.session.dbn;
