"""EMR on EC2: clusters and the steps that run on them."""
