"""What an audit found: outcomes, findings and the data gate, as flat tables."""
