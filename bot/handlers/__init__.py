"""One module per use case: take the words apart, call one use case, say one reply."""
