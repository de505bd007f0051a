SELECT at timestamp FROM short
