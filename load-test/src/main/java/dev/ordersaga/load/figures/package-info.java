/** Figures: of several rounds, as histograms, in tables and in pictures. */
@NullMarked
package dev.ordersaga.load.figures;

import org.jspecify.annotations.NullMarked;
