"""The runtime: a plan and figures in, an outcome out. It never sees an agreement."""
