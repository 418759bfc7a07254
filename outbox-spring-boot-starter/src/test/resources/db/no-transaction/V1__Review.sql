create table review (isbn text, stars int);
