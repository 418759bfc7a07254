vacuum review;
