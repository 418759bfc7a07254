package dev.ordersaga.library;

import jakarta.validation.constraints.NotBlank;

record BookReturned(@NotBlank String isbn, @NotBlank String member) {}
