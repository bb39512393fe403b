"""The portal: what people ask for, on public pages and in an owned list of work. One folder a concern."""
