"""Cost a depthwise separable convolution, and what is built from it."""
