package dev.ordersaga.bookshop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Book {

    @Id
    String isbn = "";
    int copies;

    static Book of(String isbn, int copies) {
        var book = new Book();
        book.isbn = isbn;
        book.copies = copies;
        return book;
    }
}
