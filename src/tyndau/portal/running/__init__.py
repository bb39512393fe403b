"""Running the portal: what must be ready before it starts, what runs together, and what is kept in a backup."""
