package dev.ordersaga.library;

record BookShelved(String isbn) {}
