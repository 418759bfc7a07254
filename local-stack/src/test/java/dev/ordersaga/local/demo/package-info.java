@NullMarked
package dev.ordersaga.local.demo;

import org.jspecify.annotations.NullMarked;
