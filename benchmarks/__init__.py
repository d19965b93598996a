"""Speed and memory of whole processes, side by side with peers on the same files."""
