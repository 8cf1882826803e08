"""When to study and how well it went. Pure: the caller brings the clock."""
