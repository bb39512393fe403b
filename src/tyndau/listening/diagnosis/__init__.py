"""What networks, appeals and official channels talk about, how far apart they are, and how long demands go unheeded."""
