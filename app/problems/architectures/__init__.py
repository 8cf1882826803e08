"""The line from LeNet to ConvNeXt: who brought what, what it costs, and how its layers look."""
