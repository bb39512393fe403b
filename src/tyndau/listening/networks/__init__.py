"""Who passes on, answers and names whom: leaders, communities, the ties between them, polarisation of demands."""
