"""Times in milliseconds, and how far clocks may be apart."""

HOUR = 3600000
SLACK = 3600000
STANDING = 180 * 24 * HOUR
# Rows are read before lines, and clocks of nodes differ.
ROWS_SLACK = 120000
NEVER = 2**63 - 1
