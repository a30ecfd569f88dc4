"""Who people are: the user model, signing up and logging in."""
