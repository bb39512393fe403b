"""Early warning of tension: daily counts of accounts in, alarms with known error rates out. About issues and places."""
