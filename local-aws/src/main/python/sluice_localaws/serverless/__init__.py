"""EMR Serverless: applications and their runs."""
