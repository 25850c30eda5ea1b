"""Who did what to what, and when: a record that only grows, and shows it when somebody changed it."""
