"""What belongs to the person and the machine, not to a file: who I am, this device."""
