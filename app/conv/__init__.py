"""What is true of convolutional networks: integers to integers, arrays to arrays. Pure."""
