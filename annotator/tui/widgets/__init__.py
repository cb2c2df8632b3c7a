"""What screens are made of: widgets that draw line by line, and the fields of forms."""
