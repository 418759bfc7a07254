package dev.ordersaga.bookshop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;

@Entity
class Book {

    @Id
    String isbn = "";
    int copies;
    @Transient
    Runnable whenWritten = () -> {};

    static Book of(String isbn, int copies) {
        var book = new Book();
        book.isbn = isbn;
        book.copies = copies;
        return book;
    }

    @PreUpdate
    void isWritten() {
        whenWritten.run();
    }
}
