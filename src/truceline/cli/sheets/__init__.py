"""What the commands print: tables for people, flat rows for programs."""
