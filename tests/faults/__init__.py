"""What happens to grades when something is cut off: `make faults`, and a few runs in the tests."""
