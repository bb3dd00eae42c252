/** Nothing but a description. */
package it.words;
