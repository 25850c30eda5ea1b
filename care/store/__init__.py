"""The store as a folder of files: reading one in, writing one out, and a store of our own for trying."""
