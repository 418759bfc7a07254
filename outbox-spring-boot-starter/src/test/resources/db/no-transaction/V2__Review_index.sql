create index concurrently review_isbn on review (isbn);
